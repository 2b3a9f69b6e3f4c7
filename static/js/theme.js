// Applies the chosen colours before the page is drawn, and shows the switch.
(() => {
  const root = document.documentElement;
  const kept = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply(kept());
  document.addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector("[data-theme-switch]");
    field.hidden = false;
    field.querySelector(`[value=${root.dataset.theme ?? "system"}]`).checked = true;
    field.addEventListener("change", (event) => {
      apply(event.target.value);
      try { localStorage.setItem("theme", event.target.value); } catch { /* not kept */ }
    });
  });
})();
