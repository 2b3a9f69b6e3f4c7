// Corrects a proof in place; without this file each button loads the page anew.
import "./desk/one_line.js";
import { keep } from "./kept.js";

const said = document.querySelector("[data-said]");
const form = () => document.querySelector("[data-proof]");

const remember = () => {
  const fields = Object.fromEntries(new FormData(form()));
  delete fields.csrfmiddlewaretoken;
  keep(form().dataset.proof, { step: "proof", digest: form().dataset.digest, fields });
};

// People are looked up as the admin does; the box of that has no name by itself.
const look = window.django?.jQuery;
const name = () => {
  for (const select of form().querySelectorAll(".admin-autocomplete")) {
    const box = select.nextElementSibling?.querySelector("[role=textbox]");
    const whose = select.closest("fieldset").querySelector("legend");
    box?.setAttribute("aria-label", `${select.labels[0].textContent}: ${whose.textContent}`);
  }
};

const focusIn = (next, button) => {
  const again = [...next.querySelectorAll("button[name=do]")].find((each) => each.value === button.value);
  const target = next.querySelector("[data-changes] h2") ?? next.querySelector("[autofocus]") ?? again ?? next.querySelector(".proof__acts button");
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
};

const correct = async (button) => {
  const old = form();
  const page = old.querySelector(".source__page");
  old.setAttribute("aria-busy", "true");
  said.textContent = "";
  try {
    const answer = await fetch(old.action, { method: "POST", body: new FormData(old, button) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-proof]");
    if (!fresh) throw new Error(`unexpected answer ${answer.status}`);
    const { scrollTop } = page;
    const next = document.adoptNode(fresh);
    old.replaceWith(next);
    next.querySelector(".source__page").scrollTop = scrollTop;
    look?.(next).find(".admin-autocomplete").djangoAdminSelect2();
    name();
    focusIn(next, button);
    said.textContent = next.querySelector("[data-now]").textContent;
    remember();
  } catch {
    old.removeAttribute("aria-busy");
    const now = old.querySelector("[data-now]");
    now.textContent = said.dataset.failed;
    now.classList.add("wrong");
    said.textContent = said.dataset.failed;
  }
};

document.addEventListener("submit", (event) => {
  if (event.target !== form() || !event.submitter || "leaves" in event.submitter.dataset) return;
  event.preventDefault();
  // A second press would name turns that the first is about to move.
  if (!form().hasAttribute("aria-busy")) correct(event.submitter);
});

// Enter in a field presses the button beside it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-proof] input[type=text]")) return;
  const button = event.target.closest("fieldset, .where, .cast__new")?.querySelector("button");
  if (!button) return;
  event.preventDefault();
  button.click();
});

// The cursor in a turn's words: where it may be split.
document.addEventListener("selectionchange", () => {
  const { anchorNode, anchorOffset } = document.getSelection();
  const words = anchorNode?.parentElement?.closest("[data-paragraph]");
  for (const button of document.querySelectorAll("[data-cursor]:not([hidden])")) {
    if (!words || button !== document.activeElement) button.hidden = true;
  }
  if (!words) return;
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(anchorNode, anchorOffset);
  const offset = [...range.toString()].length;
  const turn = words.closest("[data-turn]");
  const button = turn.querySelector("[data-cursor]");
  button.hidden = offset === 0 && words.dataset.paragraph === "0";
  button.value = `split ${turn.dataset.turn} ${words.dataset.paragraph} ${offset}`;
});

// The source follows the turn that is worked on.
const follow = (event) => {
  const turn = event.target.closest?.("[data-place]");
  const line = turn && document.getElementById(`line-${turn.dataset.place}`);
  if (!line || line.classList.contains("line--now")) return;
  document.querySelector(".line--now")?.classList.remove("line--now");
  line.classList.add("line--now");
  const page = line.closest(".source__page");
  const above = line.offsetTop - page.offsetTop;
  if (above < page.scrollTop || above > page.scrollTop + page.clientHeight - line.offsetHeight) {
    page.scrollTop = above - page.clientHeight / 3;
  }
};
document.addEventListener("focusin", follow);
document.addEventListener("pointerover", follow);

let timer;
document.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(remember, 300);
});
remember();
look?.(name);
look?.(document).on("change", ".admin-autocomplete", remember);
