import { createRequire } from 'node:module';
import * as lesson from '../lesson.mjs';
import { LoopbackAdapter } from './bot-framework.mjs';

const require = createRequire(import.meta.url);
const { ConversationState, MemoryStorage, MessageFactory } = require('botbuilder');
const { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } = require('botbuilder-dialogs');

export const about = {
  name: 'botbuilder, dialogs',
  package: 'botbuilder',
  keeps: 'nothing: conversation and dialog state in memory (MemoryStorage)',
  does: 'reads the state as JSON, continues a waterfall of text prompts, sends by the adapter, writes the state as JSON under its etag; no log, no id remembered',
};

/** The way its documentation recommends for a sequence of questions. Text prompts: its choice prompt costs more a message. */
export function open({ opening, between, heard }) {
  const adapter = new LoopbackAdapter(heard);
  const state = new ConversationState(new MemoryStorage());
  const prompt = (text, labels) => ({
    prompt: labels ? MessageFactory.suggestedActions(labels, text) : MessageFactory.text(text),
  });
  const dialogs = new DialogSet(state.createProperty('dialogs'));
  dialogs.add(new TextPrompt('text'));
  dialogs.add(
    new WaterfallDialog('lesson', [
      (step) => step.prompt('text', prompt(opening, lesson.SEPARA_LABELS)),
      (step) => {
        const { option, says } = lesson.separa(step.result);
        step.values.separa = option;
        return step.prompt('text', prompt(lesson.together(says, lesson.MAIZ), lesson.BOTES));
      },
      (step) => {
        step.values.maiz = lesson.bote(step.result);
        if (step.values.maiz === 'NEGOCIO') return step.next(step.result);
        return step.prompt('text', prompt(lesson.together(lesson.MAIZ_WRONG, lesson.MAIZ), lesson.BOTES));
      },
      async (step) => {
        step.values.maiz = lesson.bote(step.result);
        const says = step.values.maiz === 'NEGOCIO' ? lesson.MAIZ_RIGHT : lesson.MAIZ_WRONG;
        await step.context.sendActivity(MessageFactory.text(lesson.closing(says, between)));
        return step.endDialog(step.values);
      },
    ]),
  );
  const say = (person, text) =>
    adapter.say(person, text, async (context) => {
      const dialog = await dialogs.createContext(context);
      const { status } = await dialog.continueDialog();
      if (status === DialogTurnStatus.empty) await dialog.beginDialog('lesson');
      await state.saveChanges(context, false);
    });
  return { say, begin: (person) => say(person, lesson.START) };
}
