import { sayQuestion } from '../questions.ts';
import { say, system } from '../speech.ts';
import type { Command } from './command.ts';

/** TAREA: what is pending, and how to send it. With one pending it is asked again; with more they are numbered for `TAREA 2 …`. */
export const homework: Command = (d) => {
  const pending = d.conversation.questions.filter((question) => question.collects);
  if (pending.length === 0) say(d, 'homework.none');
  else if (pending.length === 1) sayQuestion(d, pending[0]!);
  else {
    const head = system(d, 'homework.list');
    const lines = pending.map(({ label }, i) => `${i + 1}. ${label}`).join('\n');
    d.speech.push({ text: `${head.text}\n${lines}`, sms: `${head.sms}\n${lines}` });
  }
  return 'command';
};
