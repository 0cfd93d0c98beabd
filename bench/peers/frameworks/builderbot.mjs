import { createRequire } from 'node:module';
import * as lesson from '../lesson.mjs';

process.env.NODE_ENV = 'test'; // or it prints to the terminal
const require = createRequire(import.meta.url);
const { addKeyword, createBot, createFlow, createProvider, EVENTS, MemoryDB, TestTool } = require('@builderbot/bot');

export const about = {
  name: 'BuilderBot, MemoryDB',
  package: '@builderbot/bot',
  keeps: 'nothing: the history of all people in one array in memory, and her answers in a Map',
  does: 'reads her last step by copying, reversing and searching that array, writes 2 rows or more, sends by the provider through its queue, writes two log files of every message (its default); no id remembered',
};

/** The steps as its documentation writes them: answers that capture, `fallBack` to ask again, `flowDynamic` to say and go on. */
export function lessonFlow({ opening, between }) {
  const buttons = (labels) => labels.map((body) => ({ body }));
  const botes = buttons(lesson.BOTES);
  return addKeyword(lesson.START)
    .addAnswer(
      opening,
      { capture: true, buttons: buttons(lesson.SEPARA_LABELS) },
      async (ctx, { state, flowDynamic }) => {
        const { option, says } = lesson.separa(ctx.body);
        await state.update({ separa: option, tries: 0 });
        await flowDynamic([{ body: lesson.together(says, lesson.MAIZ), buttons: botes }]);
      },
    )
    .addAction({ capture: true }, async (ctx, { state, flowDynamic, fallBack }) => {
      const maiz = lesson.bote(ctx.body);
      if (maiz !== 'NEGOCIO' && state.get('tries') === 0) {
        await state.update({ maiz, tries: 1 });
        return fallBack(lesson.together(lesson.MAIZ_WRONG, lesson.MAIZ));
      }
      await state.update({ maiz, tries: 0 });
      await flowDynamic(lesson.closing(maiz === 'NEGOCIO' ? lesson.MAIZ_RIGHT : lesson.MAIZ_WRONG, between));
    });
}

const welcome = () => addKeyword(EVENTS.WELCOME).addAnswer(`Escriba ${lesson.START} para empezar.`);

/** Its own test provider, its sends told to us; a message is done when its handler is. */
export async function open(how, database = new MemoryDB()) {
  class Provider extends TestTool.TestProvider {
    async sendMessage(to, text, sent) {
      how.heard(to, text, sent?.options?.buttons?.map(({ body }) => body) ?? []);
      return { to };
    }
  }
  const provider = createProvider(Provider);
  const bot = await createBot({ flow: createFlow([lessonFlow(how), welcome()]), database, provider });
  const handle = bot.handleMsg;
  const done = new Map();
  bot.handleMsg = async (message) => {
    try {
      await handle(message);
      done.get(message.from).resolve();
    } catch (error) {
      done.get(message.from).reject(error);
    }
  };
  const say = (from, body) =>
    new Promise((resolve, reject) => {
      done.set(from, { resolve, reject });
      provider.emit('message', { from, body, name: 'Luz' });
    });
  const begin = (person) => say(person, lesson.START);
  return { say, begin, database };
}

/**
 * Everybody's lesson opened without going through it again and again: the rows that the first person's opening left, once for
 * each of the others. At 20,000 people its own way would take most of an hour.
 */
export async function beginAll({ begin, database }, people) {
  await begin(people[0]);
  const rows = database.listHistory.filter(({ from }) => from === people[0]);
  for (const from of people.slice(1)) for (const row of rows) database.listHistory.push({ ...row, from });
}
