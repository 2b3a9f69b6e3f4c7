// Fields of one line that wrap: a line break has no place in them, typed or pasted.
import { type } from "./typing.js";

document.addEventListener("beforeinput", (event) => {
  const { target, inputType, data } = event;
  if (!target.matches("[data-one-line]")) return;
  const breaks = inputType === "insertLineBreak";
  if (!breaks && !/[\r\n]/.test(data)) return;
  event.preventDefault();
  if (!breaks) type(target, data.trim().replace(/\s*[\r\n]\s*/g, " "));
});
