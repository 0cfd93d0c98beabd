import type { OutMedia } from '../../domain/outbound.ts';
import type { OpenQuestion } from '../../domain/question.ts';
import type { Draft } from '../draft.ts';
import { currentQuestion, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import { threadOf } from '../threads.ts';
import { audioIn, audioPiece } from '../voice.ts';
import type { Command } from './command.ts';

/** AUDIO: what the lesson said last and what it asks, to be heard again, where somebody has spoken it. */
export const audio: Command = (d) => {
  if (d.conversation.unseen) return 'command'; // a template called her to these words: they come by themselves
  const question = currentQuestion(d);
  const asked = question && audioOf(d, question);
  const said = (d.conversation.lastSaid ?? []).filter(({ media }) => media?.kind === 'audio');
  const other = asked && !said.some(({ media }) => media?.file === asked.file);
  if (d.address?.form !== 'whatsapp' || (said.length === 0 && !asked)) say(d, 'audio.none');
  else d.speech.push(...said, ...(other ? [audioPiece(asked, question.spoken?.words)] : []));
  if (question) sayQuestion(d, question);
  return 'command';
};

/** In her language, else in that of the words that she reads. */
function audioOf(d: Draft, question: OpenQuestion): OutMedia | undefined {
  if (question.spoken) return question.spoken.media;
  const thread = threadOf(d, question.thread);
  const flow = thread && d.deps.library.flow(thread.flow, thread.version);
  if (!flow) return undefined;
  const first = d.deps.library.programmes.get(flow.programme)?.languages[0] ?? d.language;
  return audioIn(d, flow, question.step, d.language) ?? audioIn(d, flow, question.step, first);
}
