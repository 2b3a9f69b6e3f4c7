// The list of questions: added anywhere, moved by button, by key and by hand, deleted
// with a way back, and taken over into the intro or the closing.
import { announce } from "./announce.js";
import { startDragging } from "./dragging.js";
import { find, number, placeOf, rowsOf, writePlaces } from "./rows.js";
import { shortcutsOn } from "./switches.js";
import { words } from "./words.js";

export const startQuestions = (form) => {
  const group = form.querySelector("[data-questions]");
  const list = group?.querySelector("[data-list]");
  if (!list) return null;
  const template = (name) => group.querySelector(`[data-${name}]`);
  const total = form.elements[`${group.dataset.questions}-TOTAL_FORMS`];
  const renumber = () => number(list, group.querySelector("[data-total]"));

  const changed = () => {
    writePlaces(list);
    renumber();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const equip = (row) => {
    const bar = row.querySelector("[data-bar]");
    bar.append(template("question-tools").content.cloneNode(true));
    if (!find(row, "DELETE")) bar.querySelector("[data-do=delete]").remove();
  };

  const add = (after, { focus = true } = {}) => {
    const prefix = template("empty-question").innerHTML.replaceAll("__prefix__", total.value);
    const made = document.createElement("template");
    made.innerHTML = prefix;
    const row = made.content.firstElementChild;
    total.value = Number(total.value) + 1;
    const model = after ?? rowsOf(list).at(-1);
    if (after) after.after(row);
    else list.append(row);
    equip(row);
    if (model) {
      for (const name of ["asked_by", "answered_by"]) find(row, name).value = find(model, name).value;
    }
    if (!focus) {
      renumber();
      return row;
    }
    changed();
    find(row, "text").focus();
    announce(words("added", placeOf(row)));
    return row;
  };

  const move = (row, before) => {
    const focused = document.activeElement;
    list.insertBefore(row, before);
    changed();
    // A moved element has lost the focus.
    if (row.contains(focused)) focused.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    announce(words("moved", placeOf(row), rowsOf(list).length));
  };

  const step = (row, by) => {
    const rows = rowsOf(list);
    const place = rows.indexOf(row) + by;
    if (place < 0 || place >= rows.length) announce(words(by < 0 ? "first" : "last"));
    else move(row, by < 0 ? rows[place] : rows[place].nextSibling);
  };

  const remove = (row, said, undo = () => {}) => {
    const place = placeOf(row);
    const gone = template("question-gone").content.firstElementChild.cloneNode(true);
    gone.querySelector("[data-said]").textContent = words(said, place);
    row.before(gone);
    row.hidden = true;
    find(row, "DELETE").checked = true;
    changed();
    const button = gone.querySelector("button");
    button.addEventListener("click", () => {
      gone.remove();
      row.hidden = false;
      find(row, "DELETE").checked = false;
      undo();
      changed();
      (row.querySelector("[open]") ? find(row, "text") : row.querySelector("summary")).focus();
      announce(words("restored"));
    });
    button.focus();
    announce(words(said, place));
  };

  // Words on their way to the intro go last there, those to the closing first.
  const takeOver = (row, name) => {
    const area = form.elements[name];
    const before = area.value;
    const text = ["text", "answer"].map((each) => find(row, each).value.trim()).filter(Boolean).join("\n\n");
    const parts = name === "intro" ? [before.trimEnd(), text] : [text, before.trimStart()];
    area.value = parts.filter(Boolean).join("\n\n");
    const after = area.value;
    remove(row, name === "intro" ? "toIntro" : "toClosing", () => {
      area.value = area.value === after ? before : area.value.replace(text, "").trim();
    });
  };

  const openAll = (open) => {
    list.querySelectorAll(":scope > * > details").forEach((each) => { each.open = open; });
  };

  const acts = {
    add: () => add(),
    after: (row) => add(row),
    up: (row) => step(row, -1),
    down: (row) => step(row, 1),
    intro: (row) => takeOver(row, "intro"),
    closing: (row) => takeOver(row, "closing"),
    delete: (row) => remove(row, "deleted"),
    open: () => openAll(true),
    close: () => openAll(false),
  };

  group.addEventListener("click", ({ target }) => {
    const act = acts[target.closest("[data-do]")?.dataset.do];
    act?.(target.closest("[data-question]"));
  });
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-question]");
    if (!row || !shortcutsOn()) return;
    if (event.ctrlKey && event.key === "Enter") add(row);
    else if (event.altKey && event.key === "ArrowUp") step(row, -1);
    else if (event.altKey && event.key === "ArrowDown") step(row, 1);
    else return;
    event.preventDefault();
  });
  list.addEventListener("input", renumber);
  startDragging(list, move);

  group.dataset.ready = "";
  group.querySelector("[data-foot]").hidden = false;
  rowsOf(list).forEach(equip);
  renumber();
  if (!rowsOf(list).length) add(null, { focus: false });
  return {
    list,
    add: () => add(null, { focus: false }),
    count: () => Number(total.value),
    // After work was brought back: rows stand where their places say.
    arrange: () => {
      list.querySelectorAll("[data-gone]").forEach((bar) => bar.remove());
      const rows = [...list.children].filter((row) => row.matches("[data-question]"));
      rows.forEach((row) => { row.hidden = Boolean(find(row, "DELETE")?.checked); });
      rows.sort((one, two) => find(one, "position").value - find(two, "position").value);
      list.append(...rows);
      renumber();
    },
  };
};
