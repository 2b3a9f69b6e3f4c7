// Keys of the whole form, and the dialog that lists them and can switch them off.
import { remember, shortcutsOn } from "./switches.js";

const isWriting = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])");

export const startShortcuts = (form) => {
  const dialog = document.querySelector("[data-shortcuts]");
  const box = dialog.querySelector("input");
  box.checked = shortcutsOn();
  box.addEventListener("change", () => remember("desk shortcuts", box.checked ? null : "off"));
  const open = () => dialog.showModal();
  const button = form.querySelector("[data-show-shortcuts]");
  button.addEventListener("click", open);
  button.hidden = false;

  document.addEventListener("keydown", (event) => {
    if (!shortcutsOn() || dialog.open) return;
    const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (control && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=_continue]"));
    } else if (event.key === "?" && !isWriting(event.target)) {
      event.preventDefault();
      open();
    }
  });
};
