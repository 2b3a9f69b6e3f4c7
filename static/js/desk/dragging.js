// Moves a row by its grip; the line between two rows shows where it would go.
import { rowsOf } from "./rows.js";

export const startDragging = (list, move) => {
  let dragged = null;
  let target = null;

  const clear = () => {
    for (const row of rowsOf(list)) delete row.dataset.drop;
    target = null;
  };

  list.addEventListener("dragstart", (event) => {
    if (!event.target.closest?.("[data-grip]")) return;
    dragged = event.target.closest("[data-question]");
    dragged.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged, 10, 10);
  });
  list.addEventListener("dragover", (event) => {
    const row = event.target.closest("[data-question]");
    if (!dragged || !row) return;
    event.preventDefault();
    clear();
    if (row === dragged) return;
    const { top, height } = row.getBoundingClientRect();
    const half = event.clientY < top + height / 2 ? "before" : "after";
    row.dataset.drop = half;
    target = half === "before" ? row : row.nextSibling;
  });
  list.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const row = event.target.closest("[data-drop]");
    const before = target;
    clear();
    if (row) move(dragged, before);
  });
  list.addEventListener("dragend", () => {
    clear();
    if (dragged) delete dragged.dataset.dragged;
    dragged = null;
  });
};
