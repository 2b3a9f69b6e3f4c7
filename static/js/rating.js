// Sends the reader's forms without leaving the page; without this file they work plainly.
// Every answer is the reader's own page, of which the fragment takes its place here.
const said = document.querySelector("[data-said]");
const own = () => document.querySelector("[data-own]");
const flag = `rated ${said?.dataset.mine}`;

const hasRated = () => {
  try {
    return localStorage.getItem(flag) !== null;
  } catch {
    return false;
  }
};

const rememberRated = () => {
  try {
    localStorage.setItem(flag, "1");
  } catch {
    // A reader who lets nothing be stored finds their rating by its link.
  }
};

const show = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fragment = page.querySelector("[data-own]");
  if (!fragment) throw new Error(`unexpected answer ${answer.status}`);
  own().replaceWith(document.adoptNode(fragment));
  const figures = page.querySelector(".average-rating");
  for (const place of document.querySelectorAll(".average-rating")) {
    place.replaceWith(document.importNode(figures, true));
  }
};

const send = async (form) => {
  const button = form.querySelector("button");
  button.disabled = true;
  said.textContent = "";
  said.className = "unseen";
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body });
    await show(answer);
    if (answer.ok) rememberRated();
    said.textContent = own().querySelector(".notice")?.textContent ?? "";
    const next = own().querySelector("[aria-invalid]") ?? own().querySelector(".rate button");
    next?.focus();
  } catch {
    said.className = "notice notice--error";
    said.textContent = said.dataset.failed;
    button.disabled = false;
  }
};

const findHelpful = async (form) => {
  said.className = "unseen";
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", headers });
    const told = await answer.json();
    if (answer.ok) form.querySelector("[data-count]").textContent = ` ${told.helpful}`;
    else said.className = "notice notice--error";
    said.textContent = answer.ok ? said.dataset.thanks : told.errors.__all__[0];
  } catch {
    said.className = "notice notice--error";
    said.textContent = said.dataset.failed;
  }
};

document.addEventListener("submit", (event) => {
  if (said && event.target.matches("[data-helpful]")) {
    event.preventDefault();
    findHelpful(event.target);
    return;
  }
  if (!said || !event.target.closest("[data-own]")) return;
  event.preventDefault();
  send(event.target);
});

// The stored page is the same for all: only who has rated asks for their own part.
if (said?.dataset.mine && hasRated()) {
  fetch(said.dataset.mine)
    .then((answer) => answer.ok && show(answer))
    .catch(() => {});
}
