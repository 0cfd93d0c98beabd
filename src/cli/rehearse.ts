import { type Command, InvalidArgumentError, Option } from 'commander';
import { NETWORKS, type Network, rehearsal, settings } from '../assemble/index.ts';

function whole(most: number) {
  return (written: string): number => {
    const number = Number(written);
    if (!Number.isInteger(number) || number < 1 || number > most)
      throw new InvalidArgumentError(`A whole number from 1 to ${most} is expected.`);
    return number;
  };
}

interface Options {
  readonly people: number;
  readonly weeks: number;
  readonly seed: string;
  readonly network: Network;
}

export function addRehearse(program: Command): void {
  program
    .command('rehearse <programme>')
    .description(
      'live through a whole programme in minutes: robots learn, take rolls and review; then its figures and its bill',
    )
    .addOption(new Option('--people <count>', 'learners').argParser(whole(5_000)).default(30))
    .addOption(new Option('--weeks <count>', 'weeks').argParser(whole(104)).default(12))
    .option('--seed <seed>', 'the same seed, the same story', '1')
    .addOption(
      new Option(
        '--network <how>',
        'lossy: every message twice, out of order, one in twelve lost and sent again; late: one in five comes two days later',
      )
        .choices(NETWORKS)
        .default('lossy'),
    )
    .action(async (name: string, options: Options) => {
      const config = settings();
      const { broken } = await rehearsal(
        { flows: config.FLOWS_DIR, locales: config.LOCALES_DIR },
        name,
        options,
        (line) => console.log(line),
      );
      if (broken > 0) process.exitCode = 1;
    });
}
