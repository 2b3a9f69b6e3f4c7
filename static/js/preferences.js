// Applies the reader's colours and text size before the page is drawn, and shows the
// controls. Loaded in the head, so that nothing is seen changing.
(() => {
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const choices = { theme: ["light", "dark"], size: ["large", "larger"] };
  const apply = (name, value) => {
    if (choices[name].includes(value)) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  for (const name of Object.keys(choices)) apply(name, kept(name));

  document.addEventListener("DOMContentLoaded", () => {
    const controls = document.querySelector("[data-display]");
    for (const name of Object.keys(choices)) {
      const chosen = root.dataset[name];
      if (chosen) controls.querySelector(`[name=${name}][value=${chosen}]`).checked = true;
    }
    controls.hidden = false;
    controls.addEventListener("change", ({ target }) => {
      apply(target.name, target.value);
      try {
        localStorage.setItem(target.name, target.value);
      } catch {
        // A reader who lets nothing be stored chooses for this page only.
      }
    });
    document.addEventListener("click", ({ target }) => {
      if (!controls.contains(target)) controls.open = false;
    });
    controls.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      controls.open = false;
      controls.querySelector("summary").focus();
    });
  });
})();
