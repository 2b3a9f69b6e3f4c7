// Where a transcript comes in: keeps the clipboard's bold type, and a copy of the text.
import { drop, keep, kept } from "./kept.js";

const form = document.querySelector("[data-bring]");
const user = form.dataset.bring;
const { text, html } = form.elements;
const hint = form.querySelector("[data-pasted]");
const offer = form.querySelector("[data-kept]");
let pasted = { text: html.value ? text.value : "", html: html.value };

const follow = () => {
  const same = pasted.html !== "" && text.value === pasted.text;
  html.value = same ? pasted.html : "";
  hint.textContent = !pasted.html || !text.value ? "" : hint.dataset[same ? "pasted" : "changed"];
};

text.addEventListener("paste", (event) => {
  const whole = text.selectionStart === 0 && text.selectionEnd === text.value.length;
  const styled = event.clipboardData.getData("text/html");
  const before = text.value;
  // The text itself is pasted by the browser, so that it can be undone there.
  setTimeout(() => {
    if (text.value === before) return;
    pasted = whole && styled ? { text: text.value, html: styled } : pasted;
    follow();
    remember();
  });
});

let timer;
const remember = () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const fields = { text: text.value, html: html.value, publication: form.elements.publication.value };
    if (text.value.trim()) keep(user, { step: "text", fields });
  }, 300);
};
form.addEventListener("input", () => {
  follow();
  remember();
});
form.addEventListener("submit", () => {
  if (text.value.trim()) {
    clearTimeout(timer);
    keep(user, { step: "text", fields: { text: text.value, html: html.value, publication: form.elements.publication.value } });
  }
});

// What was typed while this file was on its way is kept too.
remember();

const bringBack = ({ step, fields }) => {
  if (step === "text") {
    for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
    pasted = { text: text.value, html: html.value };
    offer.hidden = true;
    text.focus();
    return;
  }
  const proof = document.createElement("form");
  proof.method = "post";
  proof.enctype = "multipart/form-data";
  proof.action = form.action;
  const token = form.elements.csrfmiddlewaretoken.value;
  for (const [name, value] of Object.entries({ ...fields, csrfmiddlewaretoken: token })) {
    const input = document.createElement("textarea");
    input.name = name;
    input.value = value;
    proof.append(input);
  }
  proof.hidden = true;
  document.body.append(proof);
  proof.submit();
};

const copy = kept(user);
if (copy && form.dataset.stored.split(" ").includes(copy.digest)) {
  drop(user);
} else if (copy && !text.value) {
  const at = offer.querySelector("[data-kept-at]");
  at.dateTime = new Date(copy.at).toISOString();
  at.textContent = new Date(copy.at).toLocaleString(document.documentElement.lang);
  offer.hidden = false;
  offer.querySelector("[data-kept-back]").addEventListener("click", () => bringBack(copy));
  offer.querySelector("[data-kept-drop]").addEventListener("click", () => {
    drop(user);
    offer.hidden = true;
    text.focus();
  });
}
