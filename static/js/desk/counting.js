// Counts letters beside fields that have a good length, and the words of the whole.
import { announce } from "./announce.js";
import { find, rowsOf } from "./rows.js";
import { words } from "./words.js";

const letters = (text) => [...text.trim()].length;

const startLimits = (form) => {
  for (const field of form.querySelectorAll("[data-limit]")) {
    const limit = Number(field.dataset.limit);
    const name = field.labels[0].textContent.replace(/:$/, "");
    const counter = document.createElement("span");
    counter.className = "counter";
    field.after(counter);
    let said = "";
    const show = () => {
      const count = letters(field.value);
      counter.textContent = `${count} / ${limit}`;
      counter.classList.toggle("counter--over", count > limit);
    };
    // Said once the hands rest, and only where the limit is near.
    let rest;
    field.addEventListener("input", () => {
      show();
      clearTimeout(rest);
      rest = setTimeout(() => {
        const left = limit - letters(field.value);
        const sentence = left < 0 ? words("over", name, -left) : left <= 10 ? words("left", name, left) : "";
        if (sentence && sentence !== said) announce(sentence);
        said = sentence;
      }, 800);
    });
    show();
  }
};

const startLength = (form, list) => {
  const place = form.querySelector("[data-length]");
  const show = () => {
    const rows = rowsOf(list);
    const texts = rows.flatMap((row) => [find(row, "text").value, find(row, "answer").value]);
    const count = texts.join(" ").split(/\s+/).filter(Boolean).length;
    const asked = rows.filter((row) => find(row, "text").value.trim()).length;
    const minutes = Math.max(1, Math.round(count / Number(place.dataset.pace)));
    place.textContent = words("whole", count.toLocaleString(document.documentElement.lang), minutes, asked);
  };
  let rest;
  form.addEventListener("input", () => {
    clearTimeout(rest);
    rest = setTimeout(show, 300);
  });
  show();
};

export const startCounting = (form, questions) => {
  startLimits(form);
  if (questions) startLength(form, questions.list);
};
