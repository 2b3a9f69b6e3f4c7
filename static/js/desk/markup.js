// The signs of our small markup, set and taken away around what is selected.
import { type } from "./typing.js";

const selected = ({ value, selectionStart, selectionEnd }) => {
  const text = value.slice(selectionStart, selectionEnd);
  const start = selectionStart + (text.length - text.trimStart().length);
  return { text: text.trim(), start, end: start + text.trim().length };
};

const around = (sign) => (area) => {
  const { text, start, end } = selected(area);
  const within = text.length >= 2 * sign.length && text.startsWith(sign) && text.endsWith(sign);
  const beside = area.value.slice(start - sign.length, start) === sign
    && area.value.slice(end, end + sign.length) === sign
    && area.value[start - sign.length - 1] !== "*";
  if (beside) {
    type(area, text, start - sign.length, end + sign.length);
    area.setSelectionRange(start - sign.length, end - sign.length);
  } else if (within) {
    type(area, text.slice(sign.length, -sign.length), start, end);
    area.setSelectionRange(start, end - 2 * sign.length);
  } else {
    type(area, sign + text + sign, start, end);
    area.setSelectionRange(start + sign.length, end + sign.length);
  }
};

export const isAddress = (text) => /^(https?:\/\/|mailto:)[^\s()<>\\]+$/i.test(text);

const link = (area) => {
  const { text, start, end } = selected(area);
  if (isAddress(text)) {
    type(area, `[](${text})`, start, end);
    area.setSelectionRange(start + 1, start + 1);
  } else {
    type(area, `[${text}](https://)`, start, end);
    const address = start + text.length + 3;
    area.setSelectionRange(address, address + "https://".length);
  }
};

const before = (sign) => (area) => {
  const { value } = area;
  const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const next = value.indexOf("\n", area.selectionEnd);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const all = lines.every((line) => !line || line.startsWith(sign));
  const text = lines
    .map((line) => (all ? line.slice(line ? sign.length : 0) : line || sign === "> " ? sign + line : line))
    .join("\n");
  type(area, text, start, end);
  area.setSelectionRange(start, start + text.length);
};

export const commands = {
  emphasis: around("*"),
  strong: around("**"),
  link,
  quotation: before("> "),
  list: before("- "),
};
