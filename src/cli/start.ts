import type { Command } from 'commander';
import { settings, start } from '../assemble/index.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('migrate, load the packs, serve, and work the queues')
    .action(async () => {
      const config = settings();
      const running = await start(config);
      const told = untilSignal(); // before we say that it runs: whoever reads that may end it at once
      const programmes = [...running.app.mind().library.programmes.values()];
      console.log(`\nRecado is running at ${running.url}`);
      if (running.app.channels.real)
        console.log(
          `  channels   ${running.app.channels.channels
            .map(({ id }) => id)
            .filter((id) => !id.startsWith('simulator'))
            .join(', ')}`,
        );
      else console.log(`  try it     ${running.url}/simulator   (a phone in your browser; no provider is set up)`);
      for (const { title, join } of programmes) console.log(`  programme  ${title}: write ${join} to join`);
      if (running.firstToken !== null)
        console.log(`  api        ${running.url}/api/docs   token, shown this once: ${running.firstToken}`);
      console.log(`  health     ${running.url}/health/ready\n`);
      await told;
      console.log('Stopping: finishing what is under way… (again to stop at once)');
      process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
      await running.stop();
    });
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => resolve();
    process.once('SIGINT', stop).once('SIGTERM', stop);
  });
}
