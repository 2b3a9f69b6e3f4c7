// Keeps unsaved work in this browser, offers it again after a crash or an expired
// sign-in, and asks before it is left behind.
import { announce } from "./announce.js";
import { read, same, write } from "./snapshot.js";
import { recall, remember } from "./switches.js";
import { words } from "./words.js";

const now = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

const recallCopy = (key) => {
  try { return JSON.parse(recall(key)); } catch { return null; }
};

export const startCopies = (form, questions) => {
  const { user } = document.querySelector("[data-words]").dataset;
  const key = `desk copy ${user} ${location.pathname}`;
  const status = form.querySelector("span[data-kept]");
  const offer = form.querySelector("[data-offer]");
  const refused = Boolean(form.querySelector(".errornote"));
  const opened = read(form);
  let leaving = false;
  const isChanged = () => refused || !same(opened, read(form));

  const keep = (sent = false) => {
    const kept = remember(key, JSON.stringify({ at: now(), sent, entries: read(form) }));
    status.textContent = kept ? words("kept", now()) : words("notKept");
  };

  const copy = recallCopy(key);
  if (copy && same(copy.entries, opened)) {
    if (!refused) remember(key, null);
  } else if (copy) {
    offer.querySelector("[data-said]").textContent = words("found", copy.at);
    offer.hidden = false;
    announce(words("found", copy.at));
  }
  offer.addEventListener("click", ({ target }) => {
    if (target.closest("[data-restore]")) write(form, copy.entries, questions);
    else if (target.closest("[data-discard]")) remember(key, null);
    else return;
    offer.hidden = true;
    document.getElementById("id_headline").focus();
  });

  let rest;
  form.addEventListener("input", () => {
    clearTimeout(rest);
    // What was found is not written over before its editor has chosen.
    rest = setTimeout(() => { if (offer.hidden && isChanged()) keep(); }, 1000);
  });
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter?.matches("[data-preview]")) return;
    leaving = true;
    clearTimeout(rest);
    if (isChanged()) keep(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && isChanged()) event.preventDefault();
  });
};
