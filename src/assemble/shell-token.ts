import { type Command, Option } from 'commander';
import { ROLES, type Role } from '../programme/on-duty.ts';
import { SCOPES, type Scope } from '../programme/route.ts';
import { hashOf, tokenList, tokenNew, tokenRevoke, tokenText } from '../programme/token/index.ts';
import type { App } from './app.ts';
import { newSecret } from './first-token.ts';
import { programmeNamed } from './place.ts';
import type { Speaker } from './tongue.ts';

interface Options {
  readonly role: Role;
  readonly scope?: readonly Scope[];
  readonly programme?: readonly string[];
  readonly within?: readonly string[];
  readonly for?: string;
  readonly days?: string;
}

/** What a token may do when nobody says: an admin's everything, any other's looking, but not into the audit log. */
function usualScopes(role: Role): Scope[] {
  if (role === 'admin') return [...SCOPES];
  return SCOPES.filter((scope) => scope.endsWith(':read') && scope !== 'audit:read');
}

/** `recado token new|list|revoke`: who may use /api/v1. */
export function addTokenCommands(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  const token = program.command('token').description('who may use /api/v1, for what, and whom it sees');
  token
    .command('new <name>')
    .description('make a token; it is shown this once and kept nowhere')
    .addOption(new Option('--role <role>', 'what of a person it sees').choices(ROLES).default('reader'))
    .addOption(new Option('--scope <scope...>', 'what it may do; without it looking only').choices(SCOPES))
    .option('--programme <programme...>', 'only these; without it all')
    .option('--within <name...>', 'only people of these cohorts and units')
    .option('--for <person>', 'sees what this person of the team sees, for as long as she does')
    .option('--days <days>', 'expires after so many')
    .action(async (name: string, { role, scope, programme, within, for: person, days }: Options) => {
      const running = await app();
      const secret = newSecret();
      const made = await running.operate(tokenNew, {
        name,
        hash: hashOf(secret),
        role,
        scopes: [...(scope ?? usualScopes(role))],
        workspace: 'main',
        ...(programme ? { programmes: programme.map((one) => programmeNamed(running, one)) } : {}),
        ...(within ? { within: [...within] } : {}),
        ...(person === undefined ? {} : { person }),
        ...(days === undefined ? {} : { days: Number(days) }),
      });
      say(tokenText(made.id, secret));
      say(speaker().phrase('tokens.keep'));
    });
  token
    .command('list')
    .description('all tokens, without their secrets')
    .action(async () => {
      const running = await app();
      const listed = await running.operate(tokenList, {});
      const { phrase } = speaker();
      if (listed.length === 0) say(phrase('tokens.none'));
      for (const row of listed) {
        const list = (column: string) => (row[column] === null ? null : (JSON.parse(String(row[column])) as string[]));
        const sees = phrase('tokens.as', { whom: row['person'] || String(row['role']) });
        const where = list('programmes')?.join(', ') ?? phrase('duty.everywhere');
        const day = row['last_used_on'];
        const used = day ? phrase('tokens.used', { day }) : phrase('tokens.unused');
        const state = row['revoked_at'] === null ? used : phrase('tokens.revoked');
        say(`${row['id']}  ${row['name']}, ${sees}, ${where}, ${list('scopes')!.join(' ')}, ${state}`);
      }
    });
  token
    .command('revoke <id>')
    .description('from now on it opens nothing')
    .action(async (id: string) => {
      const running = await app();
      const { name } = await running.operate(tokenRevoke, { id, workspace: 'main' });
      say(speaker().phrase('tokens.closed', { id, name }));
    });
}
