import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { RecadoError } from '../../../base/errors.ts';
import type { Form } from '../../../domain/channel.ts';
import type { ServerDeps } from '../../deps.ts';
import { sendMediaFile } from '../../media-file.ts';
import { sendHtml, sendPage } from '../../pages/send.ts';
import { languageOf } from '../../pages/words.ts';
import { perMinute } from '../../security.ts';
import { fieldsOf } from '../content.ts';
import { givePhone, phoneOf, phoneOrRefuse } from '../phone-cookie.ts';
import type { Streams } from '../stream.ts';
import type { BenchView } from './deps.ts';
import { FlowGraph } from './graph.tsx';
import { PhoneBill, PhoneClock, PhoneLog } from './handset.tsx';
import { benchPage, emptyBench, News } from './page.tsx';
import { readAct } from './said.ts';
import { type BenchState, queryOf, readState } from './state.ts';
import { transcriptPage } from './transcript-page.tsx';

const FORMS = ['whatsapp', 'sms'] as const satisfies readonly Form[];

/** `/simulator`: the author's bench. Whose it is says the cookie of the simulated phones. */
export function benchRoutes(app: FastifyInstance, deps: ServerDeps, streams: Streams): void {
  const { bench } = deps;
  if (!bench) {
    app.get('/simulator', async (request, reply) =>
      reply.redirect(`/simulator/phone?lang=${languageOf(request.query)}`, 302),
    );
    return;
  }
  const stateOf = (given: URLSearchParams): BenchState => {
    const state = readState(given, bench.programmes());
    if (!state) throw new RecadoError('SIMULATOR_INPUT_INVALID', { why: 'there is no programme' });
    return state;
  };
  const browserOf = (request: FastifyRequest): string => phoneOrRefuse(request, 'whatsapp').id;

  app.get('/simulator', { config: perMinute(120) }, async (request, reply) => {
    reply.header('cache-control', 'private, no-store');
    const state = readState(queryIn(request), bench.programmes());
    if (!state) return sendPage(request, reply, emptyBench(languageOf(request.query)));
    const browser = phoneOf(request, 'whatsapp')?.id ?? givePhone(reply, deps.token());
    const view = await bench.view(browser, state.setup, state.who);
    const programmes = bench.programmes();
    const programme = programmes.find(({ name }) => name === state.setup.programme)!;
    return sendPage(
      request,
      reply,
      benchPage({ state, view, programmes, programme, news: bench.news(state.language) }),
    );
  });

  app.get('/simulator/view', { config: perMinute(240) }, async (request, reply) => {
    const state = stateOf(queryIn(request));
    return sendParts(request, reply, state, await bench.view(browserOf(request), state.setup, state.who));
  });

  app.post('/simulator/act', { config: perMinute(240) }, async (request, reply) => {
    const fields = fieldsOf(request);
    const state = stateOf(fields);
    const browser = browserOf(request);
    // Only a tap needs to know what stands on the screen.
    const seen = fields.has('tap') ? (await bench.view(browser, state.setup, state.who)).phones : undefined;
    const act = readAct(fields, state.who, seen);
    const view = await bench.act(browser, state.setup, state.who, act);
    if (fields.get('fragment') === 'yes') return sendParts(request, reply, state, view);
    const anchor = act.kind === 'say' ? `#text-${act.form}` : '';
    return reply.redirect(`/simulator?${queryOf(state)}${anchor}`, 303);
  });

  app.post('/simulator/again', { config: perMinute(60) }, async (request, reply) => {
    const fields = fieldsOf(request);
    const state = stateOf(fields);
    await bench.again(browserOf(request), state.setup, fields.get('keep') === 'yes');
    return reply.redirect(`/simulator?${queryOf(state)}`, 303);
  });

  for (const path of ['/simulator/transcript', '/simulator/transcript.txt']) {
    app.get(path, { config: perMinute(60) }, async (request, reply) => {
      const state = stateOf(queryIn(request));
      const form = state.shown === 'sms' ? 'sms' : 'whatsapp';
      const transcript = await bench.transcript(browserOf(request), state.setup, form, state.language);
      reply.header('cache-control', 'private, no-store');
      if (path === '/simulator/transcript')
        return sendPage(request, reply, transcriptPage({ state, form, transcript }));
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${transcript.name.replace(/[^\w.-]/g, '_')}"`)
        .send(transcript.text);
    });
  }

  app.get<{ Params: { id: string } }>('/simulator/file/:id', async (request, reply) => {
    const state = stateOf(queryIn(request));
    const file = await bench.file(browserOf(request), state.setup, request.params.id);
    if (!file) throw new RecadoError('NOT_FOUND');
    return sendMediaFile(reply, file, 'private, max-age=3600');
  });

  app.get('/simulator/news', { exposeHeadRoute: false }, async (request, reply) => {
    browserOf(request);
    const headers = reply.getHeaders() as Record<string, string>;
    if (!streams.open((say) => bench.subscribe(say), reply.raw, headers)) return reply.code(204).send(); // 204 tells EventSource not to come back
    return reply.hijack();
  });

  /** The parts of the page that an act or an edit may change, each as a template that names its place. */
  function sendParts(request: FastifyRequest, reply: FastifyReply, state: BenchState, view: BenchView): FastifyReply {
    const programme = bench!.programmes().find(({ name }) => name === state.setup.programme)!;
    const props = { state, view, programme, news: bench!.news(state.language) };
    const parts: [string, string][] = [
      ...FORMS.flatMap((form): [string, string][] => [
        [`log-${form}`, renderToString(h(PhoneLog, { ...props, form }))],
        [`clock-${form}`, renderToString(h(PhoneClock, { ...props, form }))],
        [`bill-${form}`, renderToString(h(PhoneBill, { ...props, form }))],
      ]),
      ['flow', renderToString(h(FlowGraph, { flow: view.flow, phones: view.phones, language: state.language }))],
      ['news', renderToString(h(News, props))],
    ];
    const html = parts.map(([place, part]) => `<template data-for="${place}">${part}</template>`);
    reply.header('cache-control', 'private, no-store');
    return sendHtml(request, reply, html.join(''));
  }
}

function queryIn(request: FastifyRequest): URLSearchParams {
  const at = request.url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : request.url.slice(at));
}
