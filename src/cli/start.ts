import type { Command } from 'commander';
import { settings, speakerHere, start } from '../assemble/index.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('migrate, load the packs, serve, and work the queues')
    .action(async () => {
      const running = await start(settings());
      const { phrase } = speakerHere();
      const told = untilSignal(); // before we say that it runs: whoever reads that may end it at once
      const programmes = [...running.app.mind().library.programmes.values()];
      const line = (label: string, says: string) => console.log(`  ${label.padEnd(10)} ${says}`);
      console.log(`\n${phrase('start.running', { url: running.url })}`);
      const channels = running.app.channels.channels.map(({ id }) => id).filter((id) => !id.startsWith('simulator'));
      if (running.app.channels.real) line(phrase('start.channels'), channels.join(', '));
      else line(phrase('start.try'), `${running.url}/simulator   (${phrase('start.try.phone')})`);
      for (const { title, join } of programmes) line(phrase('start.programme'), phrase('start.join', { title, join }));
      if (running.firstToken !== null)
        line('api', `${running.url}/api/docs   ${phrase('start.token', { token: running.firstToken })}`);
      line(phrase('start.health'), `${running.url}/health/ready\n`);
      await told;
      console.log(phrase('start.stopping'));
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
