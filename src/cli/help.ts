import { type Argument, type Command, Help, type Option } from 'commander';
import type { Speaker } from '../assemble/index.ts';

/** A slip is not buried under a page of help. */
const MORE = '→ --help shows all that it takes.\n';

/**
 * Help and slips of the command line in the language of whoever types. English stands where each command is made; the
 * catalogues are read only when something is shown. Commands made after this take it over.
 */
export function speakHelp(program: Command, speaker: () => Pick<Speaker, 'help'>): void {
  let asked: { readonly words: ReturnType<Speaker['help']> } | undefined;
  const spoken = () => {
    asked ??= { words: speaker().help() };
    return asked.words;
  };
  const text = (english: string): string => spoken()?.text(english) ?? english;
  const message = (english: string): string => spoken()?.message(english) ?? english;
  const plain = Help.prototype;
  program.configureHelp({
    showGlobalOptions: true,
    styleTitle: text,
    styleUsage: message,
    commandDescription: (command) => text(plain.commandDescription(command)),
    subcommandDescription: (command) => text(plain.subcommandDescription(command)),
    subcommandTerm: (command) => message(plain.subcommandTerm(command)),
    optionDescription: (option) => message(plain.optionDescription(described(option, text))),
    argumentDescription: (argument) => message(plain.argumentDescription(described(argument, text))),
  });
  program.configureOutput({ outputError: (said, write) => write(message(`${said}${MORE}`)) });
}

/** The same with its description in words of this language. */
function described<T extends Option | Argument>(one: T, text: (english: string) => string): T {
  return Object.assign(Object.create(one), { description: text(one.description) }) as T;
}
