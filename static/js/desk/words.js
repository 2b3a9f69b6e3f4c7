// What the scripts say, in the language of the desk: the template holds the sentences.
const sentences = document.querySelector("[data-words]").dataset;

// Puts the values where the sentence has {0}, {1} …
export const words = (name, ...values) =>
  sentences[name].replace(/\{(\d)\}/g, (_, place) => values[place]);
