// Sends the rating without leaving the page; without this file the form works plainly.
const form = document.querySelector("form[data-rate]");

const showErrors = (errors) => {
  for (const old of form.querySelectorAll(".error")) old.remove();
  for (const [name, sentences] of Object.entries(errors)) {
    const place = form.querySelector(`[name="${name}"]`)?.closest("fieldset, .field") ?? form;
    const error = document.createElement("p");
    error.className = "error";
    error.textContent = sentences.join(" ");
    place.append(error);
  }
};

const showMine = async () => {
  const answer = await fetch(`${form.action}mine/`, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const notice = page.querySelector("[data-mine] .notice");
  const said = form.querySelector("[data-said]");
  said.textContent = notice ? notice.textContent : "";
  const own = page.querySelector(".review--own");
  document.querySelector(".review--own")?.remove();
  if (own) form.before(document.adoptNode(own));
};

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    const said = await answer.json();
    showErrors(said.errors ?? {});
    if (answer.ok) await showMine();
  } catch {
    form.submit();
  } finally {
    button.disabled = false;
  }
});
