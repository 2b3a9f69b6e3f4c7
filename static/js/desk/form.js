// The interview's form: each module does one thing to it.
import { startCopies } from "./copies.js";
import { startCounting } from "./counting.js";
import { startGrowing } from "./growing.js";
import "./one_line.js";
import { startLivePreview } from "./live_preview.js";
import { startPaste } from "./paste.js";
import { startPeople } from "./people.js";
import { startQuestions } from "./questions.js";
import { startSharing } from "./sharing.js";
import { startShortcuts } from "./shortcuts.js";
import { startToolbar } from "./toolbar.js";

const form = document.getElementById("interview_form");
const questions = startQuestions(form);
startPeople(form);
startToolbar(form);
startPaste(form);
startGrowing(form);
startCounting(form, questions);
startSharing(form, questions);
startLivePreview(form);
startShortcuts(form);
startCopies(form, questions);
