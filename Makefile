# Strings Attached. "make" lists what there is to make.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8080

# What the client is compiled from; what the go command would find out, slower.
CLIENT := $(shell find app -name '*.go' ! -name '*_test.go' ! -path 'app/cmd/explainer/*' ! -path 'app/e2e/*' ! -path 'app/page/*' ! -path 'app/site/*' ! -path 'app/raster/*' ! -path 'app/still/*' ! -path 'app/narration/*' ! -path 'app/sound/*' ! -path 'app/voice/*' ! -path 'app/cmd/decoder/*' ! -path 'app/cmd/strip/*' ! -path 'app/cmd/slim/*' ! -path 'app/generate/*')
DECODER := $(shell find app/cmd/decoder app/sound -name '*.go' ! -name '*_test.go')
SLIM   := $(shell find app/cmd/slim -type f ! -name '*_test.go')
STRIP  := $(shell find app/cmd/strip -type f ! -name '*_test.go')

# The packages whose tests compare with files and take -update.
GOLDEN := $(shell grep -rl --include='*_test.go' 'flag.Bool."update"' app | xargs -r dirname | sort -u | sed 's|^|./|')

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PORT=8081 make run serves at another port than 8080."

.PHONY: run
run: build ## build everything and serve it at http://127.0.0.1:8080
	@exec ./build/explainer serve -addr 127.0.0.1:$(PORT)

.PHONY: live
live: build/explainer build/client.wasm build/decoder.wasm ## serve the files being edited, rebuilt when one changes
	@exec ./build/explainer serve -assets assets -web web -addr 127.0.0.1:$(PORT)

.PHONY: build
build: build/explainer build/client.wasm build/decoder.wasm ## write the site to dist/
	@echo "building the site (the first time, compressing takes half a minute)"
	@./build/explainer build -out dist

.PHONY: wasm
wasm: build/client.wasm build/decoder.wasm ## compile the client and the decoder of recordings to build/

.PHONY: test
test: build ## run every test: vet, unit, golden, data, crawl and browser
	@bash app/e2e/setup.sh
	@echo "go vet"
	@go vet ./...
	@GOOS=js GOARCH=wasm go vet -modfile=build/slim/go.mod ./app/cmd/client ./app/cmd/decoder ./app/dom ./app/ui
	@echo "go test (the browser tests take a few minutes)"
	@EXPLAINER_DIST=$(CURDIR)/dist go test -timeout 30m ./...

.PHONY: lint
lint: build/slim/go.mod ## check format, vet, staticcheck and the import law
	@echo "gofmt"
	@unformatted=$$(gofmt -l app assets web; for f in app/cmd/slim/stubs/*/*.txt; do gofmt -l < $$f | sed "s|.*|$$f|"; done); \
		if [ -n "$$unformatted" ]; then echo "not formatted by gofmt: $$unformatted" >&2; exit 1; fi
	@echo "go vet"
	@go vet ./...
	@GOOS=js GOARCH=wasm go vet -modfile=build/slim/go.mod ./app/cmd/client ./app/cmd/decoder ./app/dom ./app/ui
	@echo "staticcheck"
	@go tool staticcheck ./...
	@GOOS=js GOARCH=wasm $$(go tool -n staticcheck) ./app/cmd/client ./app/cmd/decoder ./app/dom ./app/ui
	@echo "import law"
	@go test ./app

.PHONY: bench
bench: build ## measure speed, and the built site under load on our server and on nginx
	@bash app/e2e/setup.sh
	@EXPLAINER_DIST=$(CURDIR)/dist go test -run '^$$' -bench . -benchmem ./...

.PHONY: golden
golden: ## accept the pictures and texts as they are made now; look at the diff
	@go test $(GOLDEN) -update

.PHONY: narrate
narrate: build/explainer ## read the chapters that have changed aloud again
	@./build/explainer narrate

.PHONY: clean
clean: ## remove everything that was made
	@rm -rf build dist .cache

# The program holds the content, so the go command must look for itself.
.PHONY: FORCE
build/explainer: FORCE
	@echo "compiling explainer"
	@mkdir -p build
	@go build -trimpath -o $@ ./app/cmd/explainer

# wasm_exec.js and the client must be of one Go version.
build/go-version: FORCE
	@mkdir -p build
	@go version | cmp -s - $@ || go version > $@

build/slim/go.mod: $(SLIM) go.mod go.sum build/go-version
	@echo "preparing go-app for the client"
	@go run ./app/cmd/slim -out build/slim

# Nothing of the machine, the folder or the revision goes into the client: its
# name is made of its content, and readers keep it until that changes. Without
# inlining (-l) it is 10 % smaller to load, half a second of a slow phone line,
# and a step of the walk is computed in 1.4 ms instead of 1.0. A panic can be
# looked into with the module as it was linked, in build/linked.
build/client.wasm: $(CLIENT) $(STRIP) build/slim/go.mod
	@echo "compiling the client to WebAssembly"
	@GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -gcflags=all=-l -ldflags='-s -w -buildid=' -modfile=build/slim/go.mod -o build/linked/client.wasm ./app/cmd/client
	@go run ./app/cmd/strip -out $@ build/linked/client.wasm
	@cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" build/wasm_exec.js

# The decoder runs in a worker, and is not slimmed: decoding is its work.
build/decoder.wasm: $(DECODER) $(STRIP) go.mod go.sum build/go-version
	@echo "compiling the decoder to WebAssembly"
	@GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -ldflags='-s -w -buildid=' -o build/linked/decoder.wasm ./app/cmd/decoder
	@go run ./app/cmd/strip -out $@ build/linked/decoder.wasm
