# Every target is explained in README.md; `make help` lists them.
PYTHON ?= python3
JOBS ?= 2
BIN = .venv/bin
# Compiled modules are kept: a push starts four programs, the tests some thousands.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help site serve check hooks test format bench proof screenshots lock clean
.DEFAULT_GOAL := help

help: ## 列出全部目标 | list all targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

site: ## 建立环境并把网站生成到 output/ | set up, build the site into output/
	@$(PYTHON) scripts/environment.py
	@$(BIN)/fangxin build

serve: site ## 生成网站并在本机打开 | build the site and serve it on this machine
	@$(BIN)/fangxin serve

check: ## 检查全部档案和规则 | check every record and the policy
	@$(PYTHON) scripts/environment.py
	@$(BIN)/fangxin check

hooks: ## 在本机提交、推送以前先检查（安装 git 钩子） | check before each commit and push (git hooks)
	@$(PYTHON) scripts/environment.py
	@$(BIN)/python scripts/pipeline_hooks.py install

test: ## 建立环境并运行全部检查和测试 | set up, run all linters and tests
	@$(PYTHON) scripts/environment.py --tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n $(JOBS) --dist worksteal

format: ## 整理代码格式 | lay out the code as the linters want it
	@$(PYTHON) scripts/environment.py --tests
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: ## 测量生成速度 | measure how fast sites are built
	@$(PYTHON) scripts/environment.py
	@$(BIN)/fangxin bench

proof: ## 长时间的性质测试 | the property tests at length
	@$(PYTHON) scripts/environment.py --tests
	HYPOTHESIS_PROFILE=proof $(BIN)/pytest -n $(JOBS) -m "not browser"

screenshots: site ## 重拍说明文件里的图片 | take the pictures of README anew
	@$(PYTHON) scripts/environment.py --tests
	PYTHONPATH=.:generator $(BIN)/python scripts/screenshots.py

lock: ## 重新锁定依赖（UPGRADE=1 取最新版本） | pin the dependencies anew (UPGRADE=1: newest)
	@$(PYTHON) scripts/lock.py $(if $(UPGRADE),--upgrade)

clean: ## 删除环境和生成的文件 | remove the environment and everything generated
	rm -rf .venv .venv-lock .output.state build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find output -mindepth 1 ! -name .gitignore -delete
