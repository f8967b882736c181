import { startSimulator, defaultSeed } from '../src/simulator/server.ts';
import { writeTrialSite, type TrialSite, populationCsv, benefitsWorkbook, QUARTERS } from './support/trial-site.ts';
import { syncRun } from '../src/engine/sync-run.ts';
import { writesSeen, readIndicators, clearRequests } from './support/simulator-reader.ts';
import { zipFile } from './support/zip-file.ts';
import { deflateRawSync, crc32 } from 'node:zlib';
import iconv from 'iconv-lite';
const sim = await startSimulator({ seed: defaultSeed() });
const E='einwohner_2023.csv', H='hilfe_2023.xlsx';
const text = (site: TrialSite, f=E) => iconv.decode(site.delivery(f), 'windows-1252');
const w1252 = (s: string) => iconv.encode(s, 'windows-1252');
const sub = (from: string|RegExp, to: string) => (s: TrialSite) => { const t=text(s); const u=t.replace(from,to); if(u===t) throw new Error('no change'); s.deliver(E, w1252(u)); };
const wb = (ch: Parameters<typeof benefitsWorkbook>[1]) => async (s: TrialSite) => s.deliver(H, await benefitsWorkbook(2023, ch));
const cases: [string, (s: TrialSite)=>void|Promise<void>][] = [
 ['1252 declared utf8', s => s.edit('mappings/profiles/versuch-einwohner.yaml', 'windows-1252', 'utf-8')],
 ['utf8 declared 1252', s => s.deliver(E, text(s))],
 ['utf8 bom declared 1252', s => s.deliver(E, '\ufeff'+text(s))],
 ['ragged', sub('003;Nördliches Quartier 003;31.12.2023;w;', '003;Nördliches Quartier 003;w;')],
 ['unknown key', sub(/017;Nörd/g, '917;Nörd')],
 ['unknown key xlsx', wb((_,sh)=>{ sh.getCell('A10').value='999'; })],
 ['lost zeros', sub(/\n017;Nörd/g, '\n17;Nörd')],
 ['dup key', s => s.deliver(E, w1252(text(s)+ text(s).split('\r\n')[9] + '\r\n'))],
 ['dup different', s => s.deliver(E, w1252(text(s)+ text(s).split('\r\n')[9]!.replace(/\d+$/, '1') + '\r\n'))],
 ['dup different xlsx', wb((_,sh)=>{ sh.getCell('A10').value='001'; })],
 ['missing quarter', sub(/\n017;[^\n]*\n017;[^\n]*/, '')],
 ['missing quarter xlsx', wb((_,sh)=>{ sh.spliceRows(10,1); })],
 ['missing sex', sub(/\n017;[^\n]*;w;[^\n]*/, '')],
 ['impossible date', sub(/(005;[^;]*);31.12.2023;w/, '$1;45.12.2023;w')],
 ['iso impossible date', s => { s.edit('mappings/profiles/versuch-einwohner.yaml','DD.MM.YYYY','YYYY-MM-DD'); for (const y of [2022,2023]) s.deliver(`einwohner_${y}.csv`, w1252(text(s,`einwohner_${y}.csv`).replaceAll(`31.12.${y}`, `${y}-12-31`).replace('2023-12-31','2020-12-45'))); }],
 ['title date xlsx', wb((_,sh)=>{ sh.getCell('A2').value='Stichtag: 45.12.2020'; })],
 ['sign', sub(/(005;[^;]*;31.12.2023;w;)\d+/, '$1k.A.')],
 ['sign xlsx', wb((_,sh)=>{ sh.getCell('C9').value='k.A.'; })],
 ['notation', sub(/(005;[^;]*;31.12.2023;w;)\d+/, '$11.456')],
 ['notation 1,000', sub(/(005;[^;]*;31.12.2023;w;)\d+/, '$11,000')],
 ['notation 1,5', sub(/(005;[^;]*;31.12.2023;w;)\d+/, '$11,5')],
 ['empty', s => s.deliver(E, '')],
 ['empty xlsx', s => s.deliver(H, '')],
 ['header only', s => s.deliver(E, text(s).split('\r\n')[0]+'\r\n')],
 ['header only xlsx', wb((_,sh)=>{ sh.spliceRows(6,67); })],
 ['renamed', sub('PERSONEN', 'ANZAHL')],
 ['renamed xlsx', wb((_,sh)=>{ sh.getCell('C5').value='erwerbsfähig'; })],
 ['moved label', s => s.deliver(E, w1252(text(s).split('\r\n').map(l => { const c=l.split(';'); return c.length<5?l:[c[4],c[0],c[3],c[1],c[2]].join(';'); }).join('\r\n')))],
 ['last year xlsx', async s => s.deliver(H, await benefitsWorkbook(2022, (_,sh)=>{ sh.getCell('A2').value='Stichtag: 31.12.2023'; }))],
 ['last year', s => s.deliver(E, w1252(text(s,'einwohner_2022.csv').replaceAll('31.12.2022','31.12.2023')))],
 ['last year, same date other name', s => s.deliver('einwohner_2024.csv', s.delivery(E))],
 ['shrunk', s => s.deliver(E, w1252(populationCsv(2023, QUARTERS.slice(0,3))))],
 ['bomb', s => { const z=Buffer.alloc(64<<20); s.deliver(H, zipFile([{name:'xl/workbook.xml',content:'<workbook/>'},{name:'xl/worksheets/sheet1.xml', content:'', packed:{bytes:deflateRawSync(z,{level:9}), size:z.length, crc: crc32(z)}}])); }],
 ['cfb', s => s.deliver(H, Buffer.concat([Buffer.from('d0cf11e0a1b11ae1','hex'), Buffer.alloc(2040)]))],
 ['csv is xlsx', s => s.deliver(E, s.delivery(H))],
 ['csv is xls', s => s.deliver(E, Buffer.concat([Buffer.from('d0cf11e0a1b11ae1','hex'), Buffer.alloc(2040)]))],
 ['truncated', s => s.deliver(H, s.delivery(H).subarray(0, 3000))],
 ['hidden', wb((w)=>{ w.addWorksheet('Nebenrechnung', {state:'hidden'}).addRow(['x', 1]); })],
 ['missing sheet', wb((_,sh)=>{ sh.name='Blatt1'; })],
 ['xlsx is csv', s => s.deliver(H, 'a;b\n1;2\n')],
 ['total wrong', wb((_,sh)=>{ sh.getCell('C9').value=1; })],
 ['row total wrong only', wb((_,sh)=>{ sh.getCell('B9').value=1; })],
];
const only = process.argv[2];
for (const [name, arrange] of cases) {
  if (only && !name.includes(only)) continue;
  await clearRequests(sim);
  const site = await writeTrialSite(sim);
  await arrange(site);
  const app = await site.open();
  try {
    const r = await syncRun({ job: 'versuch' }, app.ports);
    console.log(`## ${name}: ${r.result.state} writes=${(await writesSeen(sim)).length} datasets=${(await app.ledger.newestDatasets('versuch-einwohner')).length}`);
    for (const f of r.findings.slice(0,4)) console.log('   ', f.severity, f.code, JSON.stringify(f.place), '| found:', f.found, '| exp:', f.expected, '|', f.hint.slice(0,50));
    if (r.findings.length>4) console.log('    +', r.findings.length-4);
  } catch (e) { console.log(`## ${name}: THROWN`, e); } finally { await app.close(); site.remove(); }
}
await sim.close();
