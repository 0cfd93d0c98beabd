import type { Manifest } from '../manifest.ts';
import { airtime } from './airtime.ts';
import { answer } from './answer.ts';
import { deliver } from './deliver.ts';
import { approve, buy } from './enter.ts';
import { custody, transfer } from './hand-over.ts';
import { receipt } from './receipt.ts';
import { inputsOfEachReport, inputsReport } from './report.ts';
import { reverse } from './reverse.ts';
import { inputsAirtime, inputsApprove, inputsBuy, inputsCustody, inputsReverse, inputsTransfer } from './routes.ts';
import { deliveriesAnswer, deliveriesMake, deliveriesUndo } from './routes-delivery.ts';
import { deliveriesList, inputsList, purchasesList, transferList } from './routes-read.ts';
import { deliveryUndo } from './undo-delivery.ts';
import { deliveryVerb, purchaseVerb } from './verbs.ts';

export { airtime } from './airtime.ts';
export { deliver } from './deliver.ts';
export { approve, buy } from './enter.ts';
export { transfer } from './hand-over.ts';
export { minorOf, moneyWords } from './money.ts';
export { reverse } from './reverse.ts';
export { type Bought, boughtOf, holderOf, moneyOf } from './state.ts';
export { toHandOver, transferSheet } from './transfer-list.ts';

/** What an enterprise is given: approved, bought, brought, confirmed by her, and in the end hers. */
export const inputLedger = {
  name: 'input-ledger',
  operations: [approve, buy, receipt, airtime, deliver, deliveryUndo, answer, custody, transfer, reverse],
  staffVerbs: [purchaseVerb, deliveryVerb],
  routes: [
    inputsList,
    purchasesList,
    transferList,
    inputsApprove,
    inputsBuy,
    inputsAirtime,
    inputsReverse,
    inputsCustody,
    inputsTransfer,
    deliveriesList,
    deliveriesMake,
    deliveriesAnswer,
    deliveriesUndo,
  ],
  reports: [inputsReport, inputsOfEachReport],
} satisfies Manifest;
