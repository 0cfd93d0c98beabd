import { systemClock } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Config } from '../config.ts';
import type { Tongue } from '../locale/tongue.ts';
import { addressDuplicates } from '../programme/linking/index.ts';
import type { HealthCheck } from '../server/deps.ts';
import type { App } from './app.ts';
import { checkPacks } from './check.ts';
import { lookLive } from './doctor-live.ts';
import { checkBackup } from './health-backup.ts';
import { checkPhones } from './health-phones.ts';
import { open } from './start.ts';
import { tongueOf } from './tongue.ts';

/**
 * `recado doctor`: everything that can be wrong before and while it runs, each with what to do. With `live` the providers are
 * asked about our accounts too, and what they say is told in the language of the packs, or in `lang`. Never throws.
 */
export async function checkUp(
  config: Config,
  { live = false, lang }: { readonly live?: boolean; readonly lang?: Tongue } = {},
): Promise<readonly HealthCheck[]> {
  const found: HealthCheck[] = [{ name: 'settings', ok: true, says: 'valid' }, checkBackup(config, systemClock)];
  try {
    const { issues, programmes } = checkPacks({ flows: config.FLOWS_DIR, locales: config.LOCALES_DIR });
    const errors = issues.filter(({ severity }) => severity === 'error').length;
    const says = `${programmes} ${programmes === 1 ? 'programme' : 'programmes'}, ${errors} errors, ${issues.length - errors} warnings`;
    found.push({ name: 'packs', ok: errors === 0, says, ...(errors > 0 ? { next: 'Run `recado check`.' } : {}) });
    if (errors > 0) return found;
    const { app } = await open({ ...config, LOG_LEVEL: 'silent' });
    try {
      found.push(
        ...(await app.health()).filter(
          ({ name }) =>
            name === 'store' ||
            name === 'inbox' ||
            name.startsWith('staff ') ||
            name.startsWith('budget ') ||
            name.startsWith('templates ') ||
            name === 'privacy requests',
        ),
      );
      found.push(checkPhones(await app.operate(addressDuplicates, {})));
      if (live)
        found.push(...(await lookLive(app, tongueOf(lang ?? config.RECADO_LANG, languagesOf(app), process.env))));
      else for (const channel of app.channels.channels) found.push({ name: channel.id, ...(await channel.probe()) });
    } finally {
      await app.close();
    }
  } catch (error) {
    const known = error instanceof RecadoError;
    found.push({
      name: 'open',
      ok: false,
      says: known ? error.message : 'an unexpected error',
      ...(known ? { next: error.next } : {}),
    });
  }
  return found;
}

const languagesOf = (app: App): readonly string[] =>
  [...app.mind().library.programmes.values()].flatMap(({ languages }) => languages[0] ?? []);
