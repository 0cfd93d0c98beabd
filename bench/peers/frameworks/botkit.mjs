import { createRequire } from 'node:module';
import * as lesson from '../lesson.mjs';
import { LoopbackAdapter } from './bot-framework.mjs';

const require = createRequire(import.meta.url);
const { Botkit, BotkitConversation } = require('botkit');

export const about = {
  name: 'botkit',
  package: 'botkit',
  keeps: 'nothing: conversation state in memory (MemoryStorage, its default)',
  does: 'spawns a worker, runs its ingest, receive and send middleware, reads the state as JSON, continues a BotkitConversation with mustache templates, writes the state as JSON; no log, no id remembered',
};

/** One BotkitConversation, a thread for each question, opened by a heard word. */
export async function open({ opening, between, heard }) {
  const adapter = new LoopbackAdapter(heard);
  const controller = new Botkit({ adapter, disable_webserver: true, disable_console: true });
  const talk = new BotkitConversation('lesson', controller);
  const plain = (labels) => labels.map((title) => ({ title, payload: title }));
  const answered = async (answer, convo, otherwise) => {
    const right = lesson.bote(answer) === 'NEGOCIO';
    convo.setVar('says', right ? lesson.MAIZ_RIGHT : lesson.MAIZ_WRONG);
    await convo.gotoThread(right ? 'end' : otherwise);
  };
  // A new object for each: it keeps its handlers on the one it is given.
  const maiz = () => ({ text: `{{{vars.says}}}\n\n${lesson.MAIZ}`, quick_replies: plain(lesson.BOTES) });

  talk.addQuestion(
    { text: opening, quick_replies: plain(lesson.SEPARA_LABELS) },
    async (answer, convo) => {
      convo.setVar('says', lesson.separa(answer).says);
      await convo.gotoThread('maiz');
    },
    'separa',
    'default',
  );
  talk.addQuestion(maiz(), (answer, convo) => answered(answer, convo, 'maiz-again'), 'maiz', 'maiz');
  talk.addQuestion(maiz(), (answer, convo) => answered(answer, convo, 'end'), 'maiz', 'maiz-again');
  talk.addMessage(lesson.closing('{{{vars.says}}}', between), 'end');
  talk.addAction('complete', 'end');
  controller.addDialog(talk);
  controller.hears(lesson.START, 'message', async (bot) => {
    await bot.beginDialog('lesson');
  });
  await new Promise((resolve) => controller.ready(resolve));

  const logic = (context) => controller.handleTurn(context);
  const say = (person, text) => adapter.say(person, text, logic);
  return { say, begin: (person) => say(person, lesson.START) };
}
