// Starts the built program, each in a temporary folder and on a free port, and gives it one person of each role.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const PASSWORD = 'correct horse battery staple 7';

/** The people every started program knows. `admin` is created first: that closes `/setup`. */
export const PEOPLE = {
    admin: { email: 'admin@relais.test', name: 'Alix Admin', role: 'admin' },
    manager: { email: 'manager@relais.test', name: 'Maud Martin', role: 'manager', team: 'marketing' },
    marketer: { email: 'marketer@relais.test', name: 'Marc Moreau', role: 'marketer', team: 'marketing' },
    rep: { email: 'rep@relais.test', name: 'Rose Renard', role: 'rep', team: 'sales' },
};

/** The demo company's own people; their homes have something to show. */
export const TEAM = {
    admin: { email: 'florence.aubert@batipro.example', name: 'Florence Aubert' },
    manager: { email: 'helene.roux@batipro.example', name: 'Hélène Roux' },
    marketer: { email: 'camille.perrin@batipro.example', name: 'Camille Perrin' },
    rep: { email: 'sophie.arnaud@batipro.example', name: 'Sophie Arnaud' },
};
const TEAM_PASSWORD = 'le passage de relais';

const running = new Map();

/** An instance with PEOPLE in it, which nobody writes to: its lists are empty. */
export const empty = () => once('empty', ['serve'], 'relais.db', { people: true });

/** An instance with PEOPLE in it, to work in. The same one for every caller of the run. */
export const working = () => once('working', ['serve'], 'relais.db', { people: true });

/** An instance before its first run: nobody in it, `/setup` open. */
export const fresh = () => once('fresh', ['serve'], 'relais.db', { people: false });

/** An instance with PEOPLE in it, for a test that breaks it. */
export const broken = () => once('broken', ['serve'], 'relais.db', { people: true });

/** The demo company, with TEAM in it. Look, don't write: other tests look at the same. */
export const demo = () => once('demo', ['demo'], 'data/demo.db', { people: false });

export async function stopAll() {
    for (const starting of running.values()) {
        const app = await starting.catch(() => null);
        if (!app) continue;
        app.child.kill('SIGTERM');
        await app.exited;
        rmSync(app.dir, { recursive: true, force: true });
    }
    running.clear();
}

function once(name, args, database, options) {
    if (!running.has(name)) running.set(name, start(args, database, options));
    return running.get(name);
}

async function start(args, database, { people }) {
    const dir = mkdtempSync(join(tmpdir(), 'relais-browser-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    // Only what the program may know: an unknown RELAIS_* variable of the test run would stop it.
    const env = {
        PATH: process.env.PATH,
        HOME: dir,
        DATABASE_URL: `sqlite://${join(dir, database)}`,
        RELAIS_BIND: `127.0.0.1:${port}`,
        RUST_LOG: 'warn',
    };
    if (people) await addPeople(dir, env);
    const child = spawn(binary(), args, { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const team = args[0] === 'demo';
    const app = { url, dir, child, output: '', people: team ? TEAM : PEOPLE, password: team ? TEAM_PASSWORD : PASSWORD };
    child.stdout.on('data', (text) => (app.output += text));
    child.stderr.on('data', (text) => (app.output += text));
    app.exited = new Promise((done) => child.once('exit', done));
    await untilHealthy(app);
    return app;
}

async function addPeople(cwd, env) {
    const run = (args) => promisify(execFile)(binary(), args, { cwd, env: { ...env, RELAIS_PASSWORD: PASSWORD } });
    await run(['migrate']);
    for (const { email, name, role, team } of Object.values(PEOPLE)) {
        await run(['user', 'add', '--email', email, '--name', name, '--role', role, ...(team ? ['--team', team] : [])]);
    }
}

async function untilHealthy(app) {
    const deadline = Date.now() + 300_000; // the demo company is made on the first start
    while (Date.now() < deadline) {
        if (app.child.exitCode !== null) throw new Error(`relais stopped with ${app.child.exitCode}:\n${app.output}`);
        const answer = await fetch(`${app.url}/healthz`).catch(() => null);
        if (answer?.ok) return;
        await new Promise((done) => setTimeout(done, 100));
    }
    app.child.kill('SIGKILL');
    throw new Error(`relais did not answer /healthz:\n${app.output}`);
}

function freePort() {
    return new Promise((done, failed) => {
        const server = createServer().once('error', failed);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => done(port));
        });
    });
}

/** RELAIS_BIN, or the newest of the builds that are there. */
function binary() {
    if (process.env.RELAIS_BIN) return resolve(root, process.env.RELAIS_BIN);
    const built = ['debug', 'release'].map((p) => join(root, 'target', p, 'relais')).filter((p) => existsSync(p));
    if (built.length === 0) throw new Error('no built program: cargo build --bin relais');
    return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}
