import type { Handlers } from '../ipc/router.ts';
import type { Services } from '../services.ts';
import { proofValue, wipeProof } from './proof-value.ts';
import { listRecords } from './list-records.ts';
import { saveAnswer, saveRecords } from './save-records.ts';

export function approvalHandlers(services: Services): Pick<Handlers, 'approvals.handOver' | 'approvals.begin' | 'approvals.trigger' | 'approvals.prove' | 'approvals.send' | 'approvals.ask' | 'approvals.settle' | 'approvals.putOff' | 'approvals.records' | 'approvals.saveRecords' | 'approvals.saveAnswer' | 'approvals.startSession'> {
  const { approvals } = services;
  return {
    'approvals.handOver': (input) => approvals.handOver(input),
    'approvals.begin': (input) => approvals.begin(input),
    'approvals.trigger': ({ approvalId, way }) => approvals.trigger(approvalId, way),
    'approvals.prove': async ({ approvalId, proof }) => {
      try {
        return await approvals.prove(approvalId, proof.way, (whose) => proofValue(services, proof, whose));
      } finally {
        wipeProof(proof);
      }
    },
    'approvals.send': ({ approvalId }) => approvals.send(approvalId),
    'approvals.ask': ({ approvalId }) => approvals.ask(approvalId),
    'approvals.settle': ({ approvalId, happened }) => approvals.settleByHand(approvalId, happened),
    'approvals.putOff': async ({ approvalId }) => {
      await approvals.putOff(approvalId);
      return {};
    },
    'approvals.records': async (input) => listRecords(services.vault.read(), input),
    'approvals.saveRecords': (input) => saveRecords(services, input),
    'approvals.saveAnswer': ({ recordId }) => saveAnswer(services, recordId),
    'approvals.startSession': (input) => approvals.startSession(input),
  };
}
