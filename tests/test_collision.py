from graph.cli.collision import other_owners


def installed(site, name, *files):
    folder = site / f"{name}.dist-info"
    folder.mkdir(parents=True)
    (folder / "RECORD").write_text("".join(f"{file},sha256=x,1\n" for file in files), encoding="utf-8")


def test_another_distribution_with_a_package_graph_is_named(tmp_path):
    installed(tmp_path, "graph_theory-2023.7.7", "graph/__init__.py", "graph/core.py")
    assert other_owners(tmp_path) == ["graph_theory-2023.7.7.dist-info"]


def test_this_distribution_and_those_with_other_packages_are_not(tmp_path):
    installed(tmp_path, "industry_graph-0.1.0", "graph/__init__.py")
    installed(tmp_path, "graphviz-0.20", "graphviz/__init__.py")
    (tmp_path / "graphql.dist-info").mkdir()
    assert other_owners(tmp_path) == []
