namespace LayerPipeline.Formats.Toml;

/// <summary>What a node of TOML is.</summary>
internal enum TomlKind
{
    /// <summary>A table in any notation.</summary>
    Table,

    /// <summary>An array of values or of tables.</summary>
    Array,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A floating-point number, true, false, a date or a time.</summary>
    Other,
}
