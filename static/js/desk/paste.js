// Cleans what is pasted into a markup field; an address over selected words links them.
import { toMarkup } from "./clipboard.js";
import { isAddress } from "./markup.js";
import { type } from "./typing.js";

export const startPaste = (form) => {
  form.addEventListener("paste", (event) => {
    const area = event.target;
    if (!area.matches?.("textarea[data-markup]")) return;
    const plain = event.clipboardData.getData("text/plain").trim();
    const html = event.clipboardData.getData("text/html");
    const chosen = area.value.slice(area.selectionStart, area.selectionEnd).trim();
    let text = "";
    if (chosen && !isAddress(chosen) && isAddress(plain)) text = `[${chosen}](${plain})`;
    else if (html) text = toMarkup(html);
    if (!text) return;
    event.preventDefault();
    type(area, text);
  });
};
