// Keeps unsaved work on the server too, for another machine, and minds the sign-in: one
// that has ended is said at once, and a new one, in another tab, is taken up here.
const EVERY = 5000; // ms
const form = document.getElementById("interview_form");
const ended = document.querySelector("[data-signed-out]");
const { autosave } = document.querySelector("[data-words]").dataset;

// The form needs the token of the present sign-in: the page as it would be now has it.
const renew = async () => {
  const answer = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("#interview_form [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  return Boolean(token);
};

const ask = (method, body, signal) =>
  fetch(autosave, {
    method, body, signal, redirect: "manual",
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
  });

const refused = (answer) => answer.type === "opaqueredirect" || answer.status === 403;

const send = async (body, signal) => {
  const answer = await ask("POST", body, signal);
  if (!refused(answer)) return answer;
  ended.hidden = await renew();
  return ended.hidden ? ask("POST", body, signal) : answer;
};

export const forget = () => ask("DELETE").catch(() => {});

// ``entries`` gives what is to be kept, null if nothing is; ``kept`` is told when it was.
export const startServerCopy = (entries, kept) => {
  let due;
  const leaving = new AbortController();
  const keep = async () => {
    clearTimeout(due);
    due = undefined;
    const now = entries();
    if (!now || leaving.signal.aborted) return;
    try {
      const answer = await send(new URLSearchParams(now), leaving.signal);
      if (answer.ok) kept((await answer.json()).saved);
    } catch { /* There is no way to the server now: the browser's own copy is there. */ }
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden ? due : !ended.hidden) keep();
  });
  window.addEventListener("focus", () => { if (!ended.hidden) keep(); });
  return { soon: () => { due ??= setTimeout(keep, EVERY); }, stop: () => leaving.abort() };
};
