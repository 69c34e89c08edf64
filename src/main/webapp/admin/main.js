import { byId } from '../chat/dom.js';
import { Api } from './api.js';
import { Console } from './console.js';
import { Credentials } from './credentials.js';
import { forget, keep, kept } from './kept.js';
import { SignIn } from './signin.js';

/** Back to the door, with a fresh page. With a problem the place in the console is kept, otherwise nothing is. */
function leave(problem = null) {
  forget();
  if (problem !== null) keep({ problem });
  else history.replaceState(null, '', location.pathname);
  location.reload();
}

function forbid() {
  byId('forbidden').hidden = false;
  byId('forbidden-title').focus();
  byId('other').addEventListener('click', () => leave());
}

/**
 * @param {import('./credentials.js').Who} who
 * @throws {import('./api.js').Problem} when the server does not let them in, or cannot be asked
 */
async function enter(who) {
  const credentials = new Credentials(who);
  const api = new Api(credentials);
  const nodes = await api.get('nodes').catch((problem) => {
    if (problem.code !== 'missing_role') throw problem;
    return null;
  });
  signIn.close();
  if (nodes === null) return forbid();
  keep({ who });
  api.onUnauthorized = () => leave('Your token has expired or was revoked. Sign in again.');
  return new Console({ api, credentials, leave }).start(nodes);
}

const signIn = new SignIn(enter);
const { who, problem } = kept();
if (who === null) signIn.open(problem);
else enter(who).catch((refused) => signIn.open(refused.status === 401 ? 'Sign in again, please.' : refused.message));
