// BuilderBot in a process of its own, as its documentation has it: a provider over HTTP, flows, a database. What happens to
// it is decided by test/prove/peers/builderbot.ts. Settings come as JSON: {webhook, provider, folder, helped}.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

process.env.NODE_ENV = 'test'; // or it prints to the terminal
const { port, provider: outside, folder, helped, questions, thanks, start } = JSON.parse(process.argv[2]);
process.chdir(folder); // its two logs go where it stands
const require = createRequire(import.meta.url);
const {
  addKeyword,
  createBot,
  createFlow,
  createProvider,
  EVENTS,
  MemoryDB,
  ProviderClass,
} = require('@builderbot/bot');

/** Text over HTTP both ways, in the shape of its own providers: a route of its server in, a request out. */
class HttpProvider extends ProviderClass {
  globalVendorArgs = { name: 'bot' };

  async initVendor() {
    return this;
  }

  busEvents() {
    return [];
  }

  beforeHttpServerInit() {
    this.server.post('/webhook', (request, response) => {
      const { from, text, id } = request.body;
      this.emit('message', { from, body: text, name: 'Luz', message_id: id });
      response.end('ok');
    });
  }

  afterHttpServerInit() {
    process.send('ready');
  }

  async sendMessage(to, text) {
    const response = await fetch(outside, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to, text }),
    });
    if (!response.ok) throw new Error(`The provider answered ${response.status}.`);
    return response.json();
  }

  async saveFile() {
    return '';
  }
}

/** Its MemoryDB, with every row also in a file that is read when it starts: what its JSON database does. */
class FileDB extends MemoryDB {
  file = join(folder, 'history.jsonl');

  constructor() {
    super();
    if (!existsSync(this.file)) return;
    const lines = readFileSync(this.file, 'utf8').split('\n').filter(Boolean);
    this.listHistory = lines.map((line) => JSON.parse(line));
  }

  async save(row) {
    await super.save(row);
    appendFileSync(this.file, `${JSON.stringify(row)}\n`);
  }
}

/** Where the programme keeps her answers. */
const keep = (step, text) => appendFileSync(join(folder, 'answers.jsonl'), `${JSON.stringify({ step, text })}\n`);

// A keyword matches anywhere in a message unless it is made a regular expression of the whole.
const opens = helped.includes('regex') ? addKeyword(`/^${start}$/i`, { regex: true }) : addKeyword(start);
const lesson = helped.includes('refs') ? steadySteps(opens) : plainSteps(opens);

/** As its documentation writes a sequence of questions. */
function plainSteps(flow) {
  for (const { step, asks, number } of questions)
    flow = flow.addAnswer(asks, { capture: true }, async (ctx, { fallBack }) => {
      if (number && !/^\d+$/.test(ctx.body.trim())) return fallBack(asks);
      keep(step, ctx.body);
    });
  return flow.addAnswer(thanks);
}

/**
 * A step's ref is random in each process unless it is given, and its types call that one for development only. `addAnswer`
 * makes two steps and would give both the same, so that each question is said by the step before it.
 */
function steadySteps(flow) {
  flow = flow.addAction((_, { flowDynamic }) => flowDynamic(questions[0].asks));
  for (const [nth, { step, asks, number }] of questions.entries()) {
    const next = questions[nth + 1]?.asks ?? thanks;
    flow = flow.addAction({ capture: true, ref: `answer-${step}` }, async (ctx, { fallBack, flowDynamic }) => {
      if (number && !/^\d+$/.test(ctx.body.trim())) return fallBack(asks);
      keep(step, ctx.body);
      await flowDynamic(next);
    });
  }
  return flow;
}

const welcome = addKeyword(EVENTS.WELCOME).addAnswer(`Escriba ${start} para empezar.`);

// Without one, a send that fails ends the process: Node ends on a rejection that nobody takes.
if (helped.includes('handler')) process.on('unhandledRejection', () => {});

const bot = await createBot(
  { flow: createFlow([lesson, welcome]), database: new FileDB(), provider: createProvider(HttpProvider) },
  helped.includes('one at a time') ? { queue: { timeout: 50_000, concurrencyLimit: 1 } } : undefined,
);
bot.httpServer(port);
