// Writes libheif.symbols and magick.symbols: which short name the linker gave to which function.
// Usage: node symbols.mjs FOLDER-OF-libheif-js FOLDER-OF-@imagemagick/magick-wasm
// The exports' names are in the JavaScript beside each program. The imports' names aren't: they are read off the
// functions, listed below for the versions in README.md, and checked again with each newer version.
import fs from 'node:fs';

const [heifFolder, magickFolder] = process.argv.slice(2);

const runtime = {
  libheif: { __wasm_call_ctors: 'R', memory: 'Q', __indirect_function_table: 'T' },
  magick: {
    __wasm_call_ctors: 'pb', memory: 'ob', __indirect_function_table: 'Jb', setThrew: 'yo', _emscripten_tempret_set: 'zo',
    _emscripten_stack_restore: 'Ao', emscripten_stack_get_current: 'Bo', __cxa_decrement_exception_refcount: 'Co',
    __cxa_increment_exception_refcount: 'Do', __cxa_can_catch: 'Eo', __cxa_get_exception_ptr: 'Fo',
  },
};

const imports = {
  libheif: {
    __assert_fail: 'b', __cxa_throw: 'k', _abort_js: 'C', _emscripten_memcpy_js: 'I', emscripten_resize_heap: 'D', environ_get: 'G',
    environ_sizes_get: 'H', fd_close: 's', fd_read: 't', fd_seek: 'y', fd_write: 'p', strftime_l: 'A', __syscall_fcntl64: 'r',
    __syscall_ioctl: 'B', __syscall_openat: 'F', __syscall_unlinkat: 'E', _embind: 'w z K o J j a v d i f u q x n L', _emval: 'N c O P m h l M g e',
  },
  magick: {
    __cxa_begin_catch: 't', __cxa_end_catch: 'v', __cxa_find_matching_catch_2: 'e', __cxa_find_matching_catch_3: 'l', __cxa_rethrow: 'ma',
    __cxa_throw: 'b', __cxa_uncaught_exceptions: 'bb', __resumeException: 'i', llvm_eh_typeid_for: 'Oa', _emscripten_throw_longjmp: 'cb',
    __syscall_chmod: 'Ha', __syscall_dup: 'Fa', __syscall_faccessat: 'Ia', __syscall_ftruncate64: 'oa', __syscall_fchmod: 'Ea',
    __syscall_fcntl64: 'T', __syscall_fstat64: 'Da', __syscall_getcwd: 'ya', __syscall_getdents64: 'kb', __syscall_ioctl: 'La',
    __syscall_lstat64: 'Aa', __syscall_newfstatat: 'Ba', __syscall_openat: 'R', __syscall_readlinkat: 'jb', __syscall_renameat: 'hb',
    __syscall_rmdir: 'ib', __syscall_stat64: 'Ca', __syscall_symlinkat: 'gb', __syscall_unlinkat: 'na', _abort_js: 'Ja', exit: 'H',
    proc_exit: 'Ka', __call_sighandler: 'lb', emscripten_runtime_keepalive_clear: 'mb', _setitimer_js: 'eb', emscripten_resize_heap: 'db',
    emscripten_get_heap_max: 'fb', environ_get: 'Ma', environ_sizes_get: 'Na', fd_close: 'K', fd_fdstat_get: '_', fd_pread: 'nb', fd_read: 'aa',
    fd_seek: 'va', fd_sync: 'za', fd_write: 'S', clock_time_get: 'Ga', emscripten_date_now: '$', emscripten_get_now: 'Q', _gmtime_js: 'ra',
    _localtime_js: 'sa', _mktime_js: 'ta', _tzset_js: 'ua', _mmap_js: 'pa', _munmap_js: 'qa', random_get: 'xa',
    _embind: 'Xa ca Ua Y Sa F g ba p D u Ta V Ya X Va', _emval: 'y r Wa x W G O w E',
  },
};

function write(program, exports, others) {
  const lines = Object.entries({ ...exports, ...runtime[program] }).map(([name, short]) => `export ${name} ${short}`);
  for (const [name, shorts] of Object.entries(imports[program]))
    shorts.split(' ').forEach((short, i) => lines.push(`import ${name}${name.startsWith('_em') && shorts.includes(' ') ? `_${i}` : ''} ${short}`));
  others.forEach((short, i) => lines.push(`import invoke_${i} ${short}`));
  fs.writeFileSync(new URL(`${program}.symbols`, import.meta.url), lines.join('\n') + '\n');
}

const read = (folder, file) => fs.readFileSync(`${folder}/${file}`, 'utf8');
const pick = (text, pattern) => Object.fromEntries([...text.matchAll(pattern)].map(match => [match[1], match[2]]));

write('libheif', pick(read(heifFolder, 'libheif-wasm/libheif.js'), /t\._(\w+)=a\.([\w$]+)/g), []);

// The file has the glue for 64 bits before that for 32 bits, which is the one that counts.
const glue = read(magickFolder, 'dist/index.js').split('magick-native/x86/magick.js')[1];
const table = glue.slice(glue.indexOf('var ji = {'));
const invokers = new Set([...table.matchAll(/function ([\w$]+)\([^)]*\) \{\s*var \w+ = S\(\);\s*try \{\s*(?:return )?T\(e\)\(/g)].map(match => match[1]));
const entries = [...table.slice(0, table.indexOf('};')).matchAll(/^\s*([\w$]+)(?:: ([\w$]+))?,?$/gm)];
write('magick', pick(glue, /t\._(\w+) = e\.([\w$]+)/g), entries.filter(entry => invokers.has(entry[2] ?? entry[1])).map(entry => entry[1]));
