import { Chat } from './chat.js';
import { forget, kept } from './kept.js';
import { SignIn } from './signin.js';

/** Back to the door, with a fresh page. With a problem the rooms are kept, otherwise nothing is. */
function leave(problem = null) {
  if (problem === null) forget();
  kept.token = null;
  kept.name = null;
  kept.problem = problem;
  location.reload();
}

function enter(who) {
  Object.assign(kept, who, { problem: null });
  signIn.close();
  new Chat(who, leave).start();
}

const signIn = new SignIn(enter);
if (kept.name === null && kept.token === null) signIn.open(kept.problem);
else enter({ name: kept.name, token: kept.token });
