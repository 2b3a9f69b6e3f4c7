// One toolbar that stands at the markup field where the editor writes.
import { commands } from "./markup.js";
import { shortcutsOn } from "./switches.js";

const KEYS = { i: "emphasis", b: "strong", k: "link" };

const isMarkup = (element) => element?.matches?.("textarea[data-markup]");

export const startToolbar = (form) => {
  const bar = form.querySelector("[data-toolbar]").content.firstElementChild.cloneNode(true);
  const buttons = [...bar.querySelectorAll("button")];

  // One stop for the Tab key; arrows go from button to button.
  const rove = (to) => buttons.forEach((each) => { each.tabIndex = each === to ? 0 : -1; });
  rove(buttons[0]);

  form.addEventListener("focusin", ({ target }) => {
    if (!isMarkup(target) || bar.nextElementSibling === target) return;
    bar.setAttribute("aria-controls", target.id);
    target.before(bar);
  });
  // A click must not take the selection away.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) commands[button.dataset.markupDo](bar.nextElementSibling);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const place = buttons.indexOf(document.activeElement) + step;
    const next = buttons[(place + buttons.length) % buttons.length];
    rove(next);
    next.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (!isMarkup(event.target) || !shortcutsOn()) return;
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const command = commands[KEYS[event.key.toLowerCase()]];
    if (!command) return;
    event.preventDefault();
    command(event.target);
  });
};
