import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { chat, settings } from '../assemble/index.ts';

export function addChat(program: Command): void {
  program
    .command('chat [pack]')
    .description('a phone in the terminal, through the real product in virtual time')
    .option('--lesson <lesson>', 'begin in this lesson; without it you are a newcomer')
    .option('--sms', 'as SMS; else as WhatsApp')
    .option('--at <moment>', 'local date and time', '2026-03-02 10:00')
    .option('--save <file>', 'keep the chat as a transcript')
    .action(async (pack: string | undefined, options: { lesson?: string; sms?: true; at: string; save?: string }) => {
      const config = settings();
      const phone = await chat(
        { flows: config.FLOWS_DIR, locales: config.LOCALES_DIR },
        {
          ...(pack ? { pack } : {}),
          ...(options.lesson ? { lesson: options.lesson } : {}),
          form: options.sms ? 'sms' : 'whatsapp',
          at: options.at,
        },
      );
      const show = (messages: readonly string[]) => {
        for (const message of messages) console.log(styleText('cyan', message.replace(/^/gm, '  ')), '\n');
      };
      console.log(
        styleText(
          'dim',
          'Write as she would. (button) Sí · [photo] · [voice] · ~ 2 days lets time pass · Ctrl-D ends\n',
        ),
      );
      show(phone.opening);
      const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
      input.prompt();
      for await (const line of input) {
        try {
          if (line.trim()) show(await phone.line(line.trim()));
        } catch (error) {
          console.log(error instanceof Error ? error.message : String(error));
        }
        input.prompt();
      }
      if (options.save) {
        await writeFile(options.save, phone.transcript(`Written by hand in recado chat`));
        console.log(`\nKept in ${options.save}`);
      }
      await phone.close();
    });
}
