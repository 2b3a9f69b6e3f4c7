// Writes into a text field as the keyboard would, so that undo takes it back.
export const type = (area, text, start = area.selectionStart, end = area.selectionEnd) => {
  area.focus();
  area.setSelectionRange(start, end);
  const done = document.execCommand(text ? "insertText" : "delete", false, text);
  if (done || (!text && start === end)) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
