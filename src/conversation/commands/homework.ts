import { homeworksOf } from '../homeworks.ts';
import { sayQuestion } from '../questions.ts';
import { say, system } from '../speech.ts';
import type { Command } from './command.ts';

/** TAREA: what is pending, and how to send it. With one pending it is asked again; more are listed with their numbers for `TAREA 2 …`. */
export const homework: Command = (d) => {
  const pending = homeworksOf(d).filter(({ question }) => question);
  if (pending.length === 0) say(d, 'homework.none');
  else if (pending.length === 1) sayQuestion(d, pending[0]!.question!);
  else {
    const head = system(d, 'homework.list');
    const lines = pending.map(({ number, title }) => `${number}. ${title}`).join('\n');
    d.speech.push({ text: `${head.text}\n${lines}`, sms: `${head.sms}\n${lines}` });
  }
  return 'command';
};
