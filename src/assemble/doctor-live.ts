import { RecadoError } from '../base/errors.ts';
import { type Finding, wordsOf } from '../channels/finding.ts';
import type { Channel } from '../channels/port.ts';
import type { Tongue } from '../locale/tongue.ts';
import type { HealthCheck } from '../server/deps.ts';
import type { App } from './app.ts';
import { templateFindings } from './doctor-templates.ts';
import type { Speaker } from './tongue.ts';

/** What the providers themselves say of our accounts, numbers, webhooks and templates, in that language. Never throws. */
export async function lookLive(
  app: Pick<App, 'channels' | 'templates' | 'mind'>,
  speaker: Pick<Speaker, 'language' | 'error'>,
): Promise<readonly HealthCheck[]> {
  const told: HealthCheck[] = [];
  for (const channel of app.channels.channels) told.push(...(await ofChannel(channel, speaker.language)));
  return [...unique(told), ...(await ofTemplates(app, speaker))];
}

async function ofChannel(channel: Channel, tongue: Tongue): Promise<readonly HealthCheck[]> {
  const found = (await channel.inspect?.()) ?? [];
  return found.map((one) => lineOf(channel.id, one, tongue));
}

async function ofTemplates(
  { templates, mind }: Pick<App, 'templates' | 'mind'>,
  { language, error: tell }: Pick<Speaker, 'language' | 'error'>,
): Promise<HealthCheck[]> {
  const packs = [...mind().library.programmes.values()].flatMap((programme) => programme.templates);
  try {
    const synced = await templates.sync();
    if (synced.length === 0) return [];
    return templateFindings(packs, await templates.list()).map((one) => lineOf('templates', one, language));
  } catch (error) {
    if (!(error instanceof RecadoError)) throw error;
    return [{ name: 'templates', ok: false, ...tell(error) }];
  }
}

function lineOf(name: string, finding: Finding, tongue: Tongue): HealthCheck {
  return { name, ok: finding.kind.grade !== 'bad', ...wordsOf(finding, tongue) };
}

/** Two channels of one account find the same things about it. */
function unique(lines: readonly HealthCheck[]): readonly HealthCheck[] {
  return lines.filter(({ says }, index) => lines.findIndex((other) => other.says === says) === index);
}
