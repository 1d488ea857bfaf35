import * as fc from 'fast-check';
import { it } from 'vitest';
import { sourcesNamed } from '../../../src/analysis/connectivity/sources-of.ts';
import { tracePath } from '../../../src/analysis/connectivity/trace-path.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { hostAddress, networkOfPlan, plans, zones } from './transit-plan.ts';
it('strata', () => {
  const counts = new Map<string, number>(); let n=0;
  for (const plan of fc.sample(plans, { numRuns: 300, seed: 1 })) {
    const network = networkOfPlan(plan);
    plan.vpcs.forEach((vpc, number) => zones.forEach((zone) => plan.vpcs.filter(o=>o.octet!==vpc.octet).forEach((o)=>zones.forEach((z)=>{
      n++;
      for (const b of (sourcesNamed(network, `eni-${number}${zone}`)?.items ?? []).flatMap((s)=>tracePath(network, s, AddressSet.fromCidrs([hostAddress(o,z)]), {protocol:6,port:443}))) {
        const keys=[b.verdict, ...new Set(b.hops.filter(h=>h.decision!=='pass').map(h=>h.decision+' '+h.reason)), ...(b.hops.some(h=>h.component.id==='tgw-attach-peering'||h.message.includes('tgw-attach-peering'))?['peering '+b.verdict]:[])];
        const only = b.hops.filter(h=>h.decision!=='pass');
        if (only.length===1) keys.push('ONLY '+only[0]!.reason+ ' '+only[0]!.decision + ' '+ (only[0]!.reason==='return-route-missing'? only[0]!.message.replace(/[0-9.\/]+\w*/g,'#').slice(40,110):only[0]!.reason==='transit-gateway-unknown'?only[0]!.message.replace(/[0-9.\/]+\w*/g,'#'):''));
        for (const k of keys) counts.set(k,(counts.get(k)??0)+1);
      }
    }))));
  }
  console.log(n, [...counts].sort((a,b)=>b[1]-a[1]).map(([k,v])=>`${v}\t${k}`).join('\n'));
});
