import { createRequire } from 'node:module';
import * as lesson from '../lesson.mjs';
import { LoopbackAdapter } from './bot-framework.mjs';

const require = createRequire(import.meta.url);
const { ActivityHandler, ConversationState, MemoryStorage, MessageFactory } = require('botbuilder');

export const about = {
  name: 'botbuilder, own prompts',
  package: 'botbuilder',
  keeps: 'nothing: conversation state in memory (MemoryStorage)',
  does: 'reads the state as JSON, runs an ActivityHandler with a switch over the state, sends by the adapter, writes the state as JSON under its etag; no log, no id remembered',
};

/** ActivityHandler and a state property: the way its documentation calls "your own prompts". The cheaper of its two. */
export function open({ opening, between, heard }) {
  const adapter = new LoopbackAdapter(heard);
  const state = new ConversationState(new MemoryStorage());
  const at = state.createProperty('lesson');
  const ask = (context, text, labels) =>
    context.sendActivity(labels ? MessageFactory.suggestedActions(labels, text) : MessageFactory.text(text));

  class Lesson extends ActivityHandler {
    constructor() {
      super();
      this.onMessage(async (context, next) => {
        await turn(context, await at.get(context, { step: '', tries: 0 }));
        await next();
      });
    }
    async run(context) {
      await super.run(context);
      await state.saveChanges(context, false);
    }
  }
  const bot = new Lesson();
  const say = (person, text) => adapter.say(person, text, (context) => bot.run(context));
  return { say, begin: (person) => say(person, lesson.START) };

  async function turn(context, she) {
    const { text } = context.activity;
    switch (she.step) {
      case 'separa': {
        const { option, says } = lesson.separa(text);
        Object.assign(she, { step: 'maiz', tries: 0, separa: option });
        return ask(context, lesson.together(says, lesson.MAIZ), lesson.BOTES);
      }
      case 'maiz': {
        she.maiz = lesson.bote(text);
        const right = she.maiz === 'NEGOCIO';
        if (!right && she.tries === 0) {
          she.tries = 1;
          return ask(context, lesson.together(lesson.MAIZ_WRONG, lesson.MAIZ), lesson.BOTES);
        }
        Object.assign(she, { step: 'done', tries: 0 });
        return ask(context, lesson.closing(right ? lesson.MAIZ_RIGHT : lesson.MAIZ_WRONG, between));
      }
      default:
        Object.assign(she, { step: 'separa', tries: 0 });
        return ask(context, opening, lesson.SEPARA_LABELS);
    }
  }
}
