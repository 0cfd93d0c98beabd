import { systemClock } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Config } from '../config.ts';
import { addressDuplicates } from '../programme/linking/index.ts';
import type { HealthCheck } from '../server/deps.ts';
import { checkPacks } from './check.ts';
import { lookLive } from './doctor-live.ts';
import { checkBackup } from './health-backup.ts';
import { checkPhones } from './health-phones.ts';
import { open } from './start.ts';
import { type Speaker, speakerHere } from './tongue.ts';

/** Of what readiness says, that which matters where nothing runs. */
const LOOKED_AT = /^(store|inbox|staff .*|budget .*|templates .*|privacy requests)$/;

/**
 * `recado doctor`: everything that can be wrong before and while it runs, each with what to do, in the language of the shell.
 * With `live` the providers are asked about our accounts too. Never throws.
 */
export async function checkUp(
  config: Config,
  { live = false, speaker = speakerHere(config) }: { readonly live?: boolean; readonly speaker?: Speaker } = {},
): Promise<readonly HealthCheck[]> {
  const { language: tongue, phrase } = speaker;
  const found: HealthCheck[] = [
    { name: 'settings', ok: true, says: phrase('doctor.valid') },
    checkBackup(config, systemClock, tongue),
  ];
  try {
    const { issues, programmes } = checkPacks({ flows: config.FLOWS_DIR, locales: config.LOCALES_DIR });
    const errors = issues.filter(({ severity }) => severity === 'error').length;
    const says = [
      phrase('count.programmes', { count: programmes }),
      phrase('count.errors', { count: errors }),
      phrase('count.warnings', { count: issues.length - errors }),
    ].join(', ');
    found.push({ name: 'packs', ok: errors === 0, says, ...(errors > 0 ? { next: phrase('doctor.check') } : {}) });
    if (errors > 0) return named(found, speaker);
    const { app } = await open({ ...config, LOG_LEVEL: 'silent' });
    try {
      found.push(...(await app.health(tongue)).filter(({ name }) => LOOKED_AT.test(name)));
      found.push(checkPhones(await app.operate(addressDuplicates, {}), tongue));
      if (live) found.push(...(await lookLive(app, speaker)));
      else
        for (const channel of app.channels.channels) found.push({ name: channel.id, ...(await channel.probe(tongue)) });
    } finally {
      await app.close();
    }
  } catch (error) {
    const said = error instanceof RecadoError ? speaker.error(error) : { says: phrase('doctor.unexpected') };
    found.push({ name: 'open', ok: false, ...said });
  }
  return named(found, speaker);
}

/** `staff llera` → `equipo llera`; channels have names of their own. */
function named(found: readonly HealthCheck[], { phrase }: Speaker): readonly HealthCheck[] {
  return found.map((one) => {
    const [, what = '', of = ''] = /^(\w+(?: requests)?)( .*)?$/.exec(one.name) ?? [];
    const known = NAMED.find((name) => name === what.replace(' ', '-'));
    return known ? { ...one, name: phrase(`doctor.name.${known}`) + of } : one;
  });
}

/** Each is `doctor.name.<it>` in the catalogues. */
export const NAMED: readonly string[] = [
  'settings',
  'backup',
  'packs',
  'store',
  'inbox',
  'staff',
  'budget',
  'templates',
  'privacy-requests',
  'phones',
  'open',
];
