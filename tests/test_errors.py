"""The exit codes of the contract, one a kind of refusal."""

from pip_manager import errors


def test_every_kind_of_refusal_has_the_exit_code_of_the_contract():
    assert {
        kind.__name__: kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.PipManagerError)
    } == {
        "PipManagerError": 1,
        "InputError": 1,
        "UsageError": 2,
        "ConflictError": 17,
        "ImportRefusedError": 16,
        "VerifyError": 18,
        "StoreError": 1,
        "NewerStoreError": 10,
        "ForeignStoreError": 11,
        "DamagedStoreError": 12,
        "BusyStoreError": 13,
        "ReadOnlyStoreError": 14,
        "NoSpaceError": 15,
        "UnreachableError": 19,
    }


def test_the_sentence_of_several_problems_names_them_all():
    error = errors.InputError(
        errors.FieldProblem("a", "First."), errors.FieldProblem("b", "Second.")
    )
    assert str(error) == "First. Second."
