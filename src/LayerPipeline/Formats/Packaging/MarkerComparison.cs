namespace LayerPipeline.Formats.Packaging;

/// <summary>One comparison of a marker, for example <c>python_version &lt; "3.11"</c>.</summary>
/// <param name="Left">The side before the operator.</param>
/// <param name="Operator">An operator of versions, <c>in</c> or <c>not in</c>.</param>
/// <param name="Right">The side after it.</param>
internal sealed record MarkerComparison(MarkerOperand Left, string Operator, MarkerOperand Right) : Marker
{
    /// <inheritdoc />
    public override bool Holds(MarkerEnvironment environment)
    {
        if (Right.IsSet)
        {
            return HoldsForSet(environment);
        }

        var left = Left.Value(environment);
        var right = Right.Value(environment);
        if (Left.IsExtra || Right.IsExtra)
        {
            return HoldsForExtra(environment, Left.IsExtra ? right : left);
        }

        return AsVersions(left, right) ?? AsText(left, right);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Left} {Operator} {Right}";

    // PEP 751: only "in" and "not in" are allowed.
    private bool HoldsForSet(MarkerEnvironment environment)
    {
        var isIn = environment.Names(Right.Text).Contains(RequirementName.Normalize(Left.Value(environment)));
        return Operator == "not in" ? !isIn : isIn && Operator == "in";
    }

    // PEP 685: extras are compared by their normalised names.
    private bool HoldsForExtra(MarkerEnvironment environment, string extra)
    {
        var active = environment.Extras.Contains(RequirementName.Normalize(extra));
        return Operator == "!=" ? !active : active;
    }

    private bool? AsVersions(string left, string right)
    {
        if (!VersionSpecifier.Operators.Contains(Operator) || PythonVersion.TryParse(left) is not { } version)
        {
            return null;
        }

        try
        {
            return VersionSpecifier.Create(Operator, right).Contains(version);
        }
        catch (InvalidRequirementException)
        {
            // PEP 508: where the sides are not versions, they are compared as text.
            return null;
        }
    }

    private bool AsText(string left, string right) =>
        Operator switch
        {
            "==" or "===" => left == right,
            "!=" => left != right,
            "in" => right.Contains(left, StringComparison.Ordinal),
            "not in" => !right.Contains(left, StringComparison.Ordinal),
            "<" => string.CompareOrdinal(left, right) < 0,
            "<=" => string.CompareOrdinal(left, right) <= 0,
            ">" => string.CompareOrdinal(left, right) > 0,
            ">=" => string.CompareOrdinal(left, right) >= 0,
            _ => false,
        };
}
