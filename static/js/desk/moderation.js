// Decides from the keyboard and without leaving the page; every form works plainly too.
const queue = document.querySelector("[data-queue]");
const told = document.querySelector("[data-told]");
const undoable = []; // what was taken off the page, newest last
const decided = new Set(); // a page of the queue fetched meanwhile may still hold them
let more = false;

const cards = () => [...queue.querySelectorAll("[data-card]")];
const current = () => document.activeElement?.closest?.("[data-card]");

const focus = (card) => {
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
};

const step = (by) => {
  const all = cards();
  const place = all.indexOf(current());
  focus(all[place < 0 ? 0 : Math.min(all.length - 1, Math.max(0, place + by))]);
};

const say = (sentence, failed = false) => {
  told.textContent = sentence;
  told.classList.toggle("told--failed", failed);
};

const count = (by) => {
  for (const place of document.querySelectorAll("[data-total], [data-waiting]")) {
    place.textContent = Math.max(0, Number(place.textContent) + by);
  }
};

const send = async (address, body) => {
  const answer = await fetch(address, {
    method: "POST",
    body: new URLSearchParams(body),
    headers: { Accept: "application/json" },
  });
  if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error("signed out?");
  return answer.json();
};

const settle = () => {
  const left = cards().length;
  document.querySelector("[data-empty]").hidden = left > 0;
  if (left < 5) fill();
};

// Brings the next ones of the queue before this page of it is used up.
const fill = async () => {
  const link = document.querySelector("[data-more]");
  if (more || link.hidden) return;
  more = true;
  try {
    const answer = await fetch(link.querySelector("a").href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const known = new Set(cards().map((card) => card.id));
    for (const card of page.querySelectorAll("[data-card]")) {
      if (!known.has(card.id) && !decided.has(card.id)) queue.append(document.adoptNode(card));
    }
    link.hidden = page.querySelector("[data-more]").hidden;
    document.querySelector("[data-empty]").hidden = cards().length > 0;
  } catch {
    // The link below the queue leads to the same place.
  } finally {
    more = false;
  }
};

const takeOff = (ids, undo) => {
  const gone = [];
  let next = null;
  for (const id of ids) {
    const card = document.getElementById(`rating-${id}`);
    if (!card) continue;
    next = card.nextElementSibling ?? card.previousElementSibling;
    decided.add(card.id);
    gone.push({ card, before: card.nextElementSibling?.id });
    card.remove();
  }
  if (gone.length) {
    undoable.push({ gone, undo });
    count(-gone.length);
  }
  focus(next?.isConnected ? next : cards()[0]);
  settle();
};

const report = (result) => {
  say([result.said, ...result.refused].filter(Boolean).join(" "), result.refused.length > 0);
};

const submit = async (form, button) => {
  const body = new FormData(form, button);
  form.inert = true;
  try {
    const result = await send(form.action, body);
    report(result);
    if (button.value === "reply") {
      form.closest("[data-card]")?.focus();
    } else if (result.done.length) {
      takeOff(result.done, result.undo);
    }
  } catch {
    say(told.dataset.failed, true);
  } finally {
    form.inert = false;
  }
};

const undo = async () => {
  const last = undoable.pop();
  if (!last) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const result = await send(last.undo, { csrfmiddlewaretoken: token });
    report(result);
    if (!result.done.length) return;
    for (const { card, before } of last.gone.reverse()) {
      decided.delete(card.id);
      queue.insertBefore(card, before ? document.getElementById(before) : null);
    }
    count(last.gone.length);
    focus(last.gone[0].card);
    document.querySelector("[data-empty]").hidden = true;
  } catch {
    undoable.push(last);
    say(told.dataset.failed, true);
  }
};

const press = (card, verb) => card?.querySelector(`[data-decide] button[value=${verb}]`)?.click();

const reject = (card) => {
  const panel = card?.querySelector("[data-reject]");
  if (!panel) return;
  panel.open = true;
  panel.querySelector("select").focus();
};

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press(current(), "approve"),
  s: () => press(current(), "spam"),
  r: () => reject(current()),
  u: undo,
  x: () => current()?.querySelector("[type=checkbox]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const panel = event.target.closest?.("[data-reject]");
  if (panel && event.key === "Enter" && event.target.matches("select")) {
    event.preventDefault();
    press(current(), "reject");
  } else if (panel && event.key === "Escape") {
    panel.open = false;
    focus(panel.closest("[data-card]"));
  } else if (!event.target.closest?.("input:not([type=checkbox]), select, textarea")) {
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-decide], [data-bulk]")) return;
  event.preventDefault();
  submit(form, event.submitter ?? form.querySelector("button"));
});

document.querySelector("[data-keys]").hidden = false;
focus(cards()[0]);
