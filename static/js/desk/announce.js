// Says things to those who listen: one polite live region for the whole desk.
const region = document.createElement("p");
region.className = "visually-hidden";
region.setAttribute("role", "status");
document.querySelector("main").append(region);

export const announce = (text) => {
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
};
