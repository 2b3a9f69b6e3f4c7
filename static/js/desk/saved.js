// On any page of the desk that reports success: what was sent is saved, its copy may go.
if (document.querySelector(".messagelist .success")) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("desk copy ") && JSON.parse(localStorage.getItem(key)).sent) localStorage.removeItem(key);
    }
  } catch {
    // Storage is forbidden or holds what is not ours: there is nothing to take away.
  }
}
