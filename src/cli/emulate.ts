import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { emulate, settings, speakerHere } from '../assemble/index.ts';

const CHANNELS = {
  sms: 'twilio-sms',
  'sms-gateway': 'sms-gateway',
  whatsapp: 'whatsapp-cloud',
  'twilio-whatsapp': 'twilio-whatsapp',
} as const;

export function addEmulate(program: Command): void {
  program
    .command('emulate')
    .description(
      'play Meta, Twilio and an SMS gateway on this machine, for a product started with the settings it prints',
    )
    .option('--port <port>', 'where the providers listen', '4010')
    .action(async (options: { port: string }) => {
      const { url, environment, emulator, stop } = await emulate(Number(options.port), settings());
      const { phrase } = speakerHere();
      console.log(`${phrase('emulate.listen', { url })}\n`);
      for (const [name, value] of Object.entries(environment)) console.log(`  ${name}=${value}`);
      console.log(`\n${phrase('emulate.write')}\n`);
      const told = new Set<string>();
      const look = setInterval(() => {
        for (const message of emulator.received.filter(({ id }) => !told.has(id))) {
          told.add(message.id);
          console.log(
            `→ ${message.to}: ${[message.text, ...message.choices.map(({ title }) => `[${title}]`)].join(' ')}`,
          );
        }
      }, 200);
      const input = createInterface({ input: process.stdin });
      process.once('SIGINT', () => input.close()).once('SIGTERM', () => input.close());
      for await (const line of input) {
        const [, channel, phone, text] =
          /^(sms|sms-gateway|whatsapp|twilio-whatsapp) (\d{8,15}) (.+)$/.exec(line.trim()) ?? [];
        if (channel && phone && text) emulator.phone(phone, CHANNELS[channel as keyof typeof CHANNELS]).sends(text);
        else if (line.trim()) console.log(phrase('emulate.how'));
      }
      clearInterval(look);
      await stop();
    });
}
