import { createRequire } from 'node:module';
import * as lesson from '../lesson.mjs';

const require = createRequire(import.meta.url);
const { Bot, MemorySessionStore, WhatsappConnector } = require('bottender');

export const about = {
  name: 'bottender',
  package: 'bottender',
  keeps: 'nothing: sessions in memory (MemorySessionStore, its limit of 500 raised to a million)',
  does: 'camel-cases the body, reads and deep-copies the session, runs the action, calls the client, deep-copies the session back; no log, no id remembered',
};

/** Its WhatsApp connector over a client of ours; `sync` so that a message is done when its session is written. */
export function open({ opening, between, heard }) {
  const connector = new WhatsappConnector({
    client: { createMessage: async ({ to, body }) => heard(to.slice('whatsapp:+'.length), body) },
  });
  const bot = new Bot({ connector, sessionStore: new MemorySessionStore(1_000_000), sync: true });
  bot.onEvent(App);
  const handle = bot.createRequestHandler();
  let sids = 0;
  const say = (person, text) =>
    handle({
      SmsStatus: 'received',
      MessageSid: `SM${sids++}`,
      From: `whatsapp:+${person}`,
      To: 'whatsapp:+5218340000000',
      Body: text,
      NumMedia: '0',
      ProfileName: 'Luz',
    });
  return { say, begin: (person) => say(person, lesson.START) };

  function App(context) {
    switch (context.state.step) {
      case 'separa':
        return Separa;
      case 'maiz':
        return Maiz;
      default:
        return Opening;
    }
  }
  async function Opening(context) {
    context.setState({ step: 'separa', tries: 0 });
    await context.sendText(opening);
  }
  async function Separa(context) {
    const { option, says } = lesson.separa(context.event.text);
    context.setState({ step: 'maiz', tries: 0, separa: option });
    await context.sendText(lesson.together(says, lesson.MAIZ));
  }
  async function Maiz(context) {
    const maiz = lesson.bote(context.event.text);
    if (maiz !== 'NEGOCIO' && context.state.tries === 0) {
      context.setState({ tries: 1, maiz });
      await context.sendText(lesson.together(lesson.MAIZ_WRONG, lesson.MAIZ));
      return;
    }
    context.setState({ step: 'done', tries: 0, maiz });
    await context.sendText(lesson.closing(maiz === 'NEGOCIO' ? lesson.MAIZ_RIGHT : lesson.MAIZ_WRONG, between));
  }
}
