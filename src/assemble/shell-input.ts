import { writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  airtime,
  approve,
  type Bought,
  boughtOf,
  buy,
  deliver,
  holderOf,
  minorOf,
  moneyOf,
  moneyWords,
  reverse,
  toHandOver,
  transfer,
  transferSheet,
} from '../programme/input-ledger/index.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import { personsNamed } from './shell-unit.ts';
import type { Phrase, Speaker } from './tongue.ts';

type Open = () => Promise<App>;
type Say = (line: string) => void;

const BY = { kind: 'shell', id: 'shell' } as const;
const WORKSPACE = 'main';
const programmeOption = () => new Option('--programme <programme>', 'needed where several are loaded');
const onOption = () => new Option('--on <date>', 'yyyy-mm-dd; today without it');

interface Asked {
  readonly programme?: string;
  readonly on?: string;
}

/** An amount of the programme's currency, as hundredths: 1500 or 450.50. */
function amount(written: string): number {
  const minor = minorOf(written);
  if (minor === undefined || minor < 1)
    throw new InvalidArgumentError('an amount is expected, such as 1500 or 450.50.');
  return minor;
}

/** `recado input`: the account of an enterprise. */
export function addInputCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const input = program
    .command('input')
    .description('what enterprises are given: approved, bought, delivered, confirmed, handed over');
  input
    .command('approve <enterprise>')
    .description('so much was approved for it')
    .requiredOption('--line <line>', 'of financing: idea, strengthening, innovation')
    .requiredOption('--amount <amount>', "in the programme's currency", amount)
    .addOption(onOption())
    .addOption(programmeOption())
    .action(async (enterprise: string, options: Asked & { line: string; amount: number }) => {
      const running = await app();
      const { balance } = await running.operate(approve, {
        ...asked(running, enterprise, options),
        line: options.line,
        amount: options.amount,
        note: '',
      });
      const money = (minor: number) => words(running, options, minor);
      const { phrase } = speaker();
      say(phrase('goods.approved', { enterprise, amount: money(options.amount), balance: money(balance!) }));
    });
  input
    .command('buy <enterprise> <item>')
    .description('something was bought for it')
    .requiredOption('--amount <amount>', 'of all of it together', amount)
    .option('--quantity <count>', 'how many', Number)
    .option('--supplier <name>', 'who sold it')
    .option('--receipt <number>', 'what stands on the paper')
    .addOption(onOption())
    .addOption(programmeOption())
    .action(
      async (
        enterprise: string,
        item: string,
        options: Asked & { amount: number; quantity?: number; supplier?: string; receipt?: string },
      ) => {
        const running = await app();
        const { id, balance } = await running.operate(buy, {
          ...asked(running, enterprise, options),
          item,
          quantity: options.quantity ?? 1,
          amount: options.amount,
          supplier: options.supplier ?? '',
          receipt: options.receipt ?? '',
          note: '',
          files: [],
        });
        const { phrase } = speaker();
        const quantity = options.quantity ?? 1;
        say(phrase('goods.bought', { enterprise, quantity, item, balance: words(running, options, balance!) }));
        say(phrase('goods.to-undo', { id: id! }));
      },
    );
  input
    .command('airtime <who...>')
    .description('what these people paid for taking part was given back')
    .requiredOption('--amount <amount>', 'for each', amount)
    .addOption(onOption())
    .addOption(programmeOption())
    .action(async (who: string[], options: Asked & { amount: number }) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      const { repaid } = await running.operate(airtime, {
        programme,
        people: await personsNamed(running, programme, who),
        amount: options.amount,
        supplier: '',
        note: '',
        ...(options.on === undefined ? {} : { on: options.on }),
        by: BY,
        workspace: WORKSPACE,
      });
      say(speaker().phrase('goods.airtime', { repaid, amount: words(running, options, options.amount) }));
    });
  input
    .command('undo <id>')
    .description('take a line back by another that names it')
    .requiredOption('--why <reason>', 'the reason')
    .action(async (entry: string, { why }: { why: string }) => {
      await (await app()).operate(reverse, { entry, why, by: BY, workspace: WORKSPACE });
      say(speaker().phrase('goods.undone'));
    });
  input
    .command('deliver <enterprise> [items...]')
    .description('things were brought; she is asked whether they came complete. Without items: all that waits')
    .addOption(onOption())
    .addOption(programmeOption())
    .action(async (enterprise: string, items: string[], options: Asked) => {
      const running = await app();
      const made = await running.operate(deliver, {
        ...asked(running, enterprise, options),
        items: items.map((item) => ({ item })),
        all: items.length === 0,
      });
      const { phrase } = speaker();
      say(made.asked ? phrase('goods.delivered', { enterprise }) : phrase('goods.delivered-unasked', { enterprise }));
    });
  input
    .command('transfer <enterprise>')
    .description('what was delivered whole becomes hers, on the day the list was signed')
    .addOption(onOption())
    .addOption(programmeOption())
    .action(async (enterprise: string, options: Asked) => {
      const running = await app();
      const { transferred } = await running.operate(transfer, { ...asked(running, enterprise, options), entries: [] });
      say(speaker().phrase('goods.transferred', { count: transferred!, enterprise }));
    });
  input
    .command('transfer-list')
    .description('the list to be signed, as a PDF')
    .requiredOption('--out <file>', 'where to write it')
    .addOption(programmeOption())
    .action(async (options: Asked & { out: string }) => {
      const running = await app();
      const programme = running.mind().library.programmes.get(programmeNamed(running, options.programme))!;
      const rows = await running.store.read<Parameters<typeof transferSheet>[0][number]>(
        toHandOver(programme.programme),
      );
      const language = programme.languages[0]!;
      const sheet = transferSheet(
        rows,
        { title: programme.title, language },
        (key, vars = {}) => running.mind().deps.texts.say(`transfer-list.${key}`, { language, vars }).text,
      );
      writeFileSync(options.out, await running.paper(sheet));
      say(speaker().phrase('goods.things', { out: options.out, count: rows.length }));
    });
  input
    .command('list <enterprise>')
    .description('its account: what was bought and where it stands, and the balance')
    .action(async (enterprise: string) => {
      const running = await app();
      const named = { workspace: WORKSPACE, enterprise };
      const bought = await running.store.read<Bought & Record<string, string | number | null>>(boughtOf(named));
      const { phrase } = speaker();
      for (const one of bought) {
        const supplier = one.supplier ? `, ${one.supplier}` : '';
        const what = `${one.quantity} ${one.item}, ${moneyWords(one.amount, one.currency)}${supplier}`;
        say(`${one.bought_on} ${what}: ${standsWords(one, phrase)}`);
      }
      const rows = await running.store.read<{ approved: number; spent: number; currency: string }>(moneyOf(named));
      for (const { approved, spent, currency } of rows) {
        const money = (minor: number) => moneyWords(minor, currency);
        const balance = money(approved - spent);
        say(phrase('goods.account', { approved: money(approved), spent: money(spent), balance }));
      }
    });
}

function standsWords(one: Bought, phrase: Phrase): string {
  const delivered = `${one.delivered}/${one.quantity}`;
  const confirmed = `${one.confirmed}/${one.delivered}`;
  const missing = one.missing > 0 ? phrase('goods.missing', { missing: one.missing }) : '';
  const hers = one.transferred_on ? phrase('goods.hers', { day: one.transferred_on }) : '';
  return phrase('goods.stands', { delivered, confirmed, missing, holder: holderWords(one, phrase), hers });
}

function holderWords(one: Bought, phrase: Phrase): string {
  const holder = holderOf(one);
  if (holder === 'programme') return phrase('goods.programme');
  return holder === 'enterprise' ? phrase('goods.enterprise') : holder;
}

const asked = (running: App, enterprise: string, { programme, on }: Asked) => ({
  enterprise,
  programme: programmeNamed(running, programme),
  ...(on === undefined ? {} : { on }),
  by: BY,
  workspace: WORKSPACE,
});

function words(running: App, { programme }: Asked, minor: number): string {
  const found = running.mind().library.programmes.get(programmeNamed(running, programme))!;
  return moneyWords(minor, found.currency);
}
